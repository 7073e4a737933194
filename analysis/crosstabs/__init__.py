"""The crosstab builder: the next question answered without code.

What a researcher asks for (`definition`) is made of `dimensions`, specified like any table of the report
(`specifying`), counted by the same pipeline (`building`), and says what it rests on (`marking`, `weighing`).
"""
