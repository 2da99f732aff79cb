"""Turns the first pancakes over until the first is a one, for every order of them."""


def flips(order):
    pancakes = list(order)
    count = 0
    while (first := pancakes[0]) != 0:
        pancakes[: first + 1] = pancakes[first::-1]
        count += 1
    return count


def main(n):
    order = list(range(n))
    turns = [0] * n
    most = checksum = 0
    number = 0
    while True:
        count = flips(order)
        most = max(most, count)
        checksum += count if number % 2 == 0 else -count
        number += 1
        # The next order: turn the first ones by one place, as an odometer does.
        place = 1
        while place < n:
            order[: place + 1] = order[1 : place + 1] + order[:1]
            turns[place] += 1
            if turns[place] <= place:
                break
            turns[place] = 0
            place += 1
        if place >= n:
            return f"{checksum} {most}"
