"""Groups the rows of sales.csv, and plots the result."""

import matplotlib.pyplot as plt
import pandas as pd

sales = pd.read_csv("sales.csv")
sales["revenue"] = sales["price"] * sales["count"]
table = sales.pivot_table("revenue", "region", "product", aggfunc="sum")
print(table)
table.plot.bar(rot=0, ylabel="revenue")
plt.show()
