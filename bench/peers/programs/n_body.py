"""Moves bodies that attract each other, step by step."""

from math import sqrt


class Body:
    def __init__(self, place, speed, mass):
        self.x, self.y, self.z = place
        self.vx, self.vy, self.vz = speed
        self.mass = mass


def bodies():
    return [
        Body((0.0, 0.0, 0.0), (0.0, 0.0, 0.0), 40.0),
        Body((4.8, -1.2, -0.1), (0.6, 2.8, -0.02), 0.04),
        Body((8.3, 4.1, -0.4), (-1.0, 1.8, 0.01), 0.01),
        Body((12.9, -15.1, -0.2), (1.1, 0.9, -0.01), 0.002),
        Body((15.4, -25.9, 0.2), (1.0, 0.6, -0.03), 0.002),
    ]


def energy(system):
    total = 0.0
    for i, a in enumerate(system):
        total += 0.5 * a.mass * (a.vx * a.vx + a.vy * a.vy + a.vz * a.vz)
        for b in system[i + 1 :]:
            dx, dy, dz = a.x - b.x, a.y - b.y, a.z - b.z
            total -= a.mass * b.mass / sqrt(dx * dx + dy * dy + dz * dz)
    return total


def move(system, dt):
    for i, a in enumerate(system):
        for b in system[i + 1 :]:
            dx, dy, dz = a.x - b.x, a.y - b.y, a.z - b.z
            square = dx * dx + dy * dy + dz * dz
            pull = dt / (square * sqrt(square))
            a.vx -= dx * b.mass * pull
            a.vy -= dy * b.mass * pull
            a.vz -= dz * b.mass * pull
            b.vx += dx * a.mass * pull
            b.vy += dy * a.mass * pull
            b.vz += dz * a.mass * pull
    for a in system:
        a.x += dt * a.vx
        a.y += dt * a.vy
        a.z += dt * a.vz


def main(n):
    system = bodies()
    before = energy(system)
    for _ in range(n):
        move(system, 0.001)
    return f"{before:.9f} {energy(system):.9f}"
