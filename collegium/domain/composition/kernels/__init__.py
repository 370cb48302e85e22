"""The compiled part of composition: plain functions over arrays, loaded only by a search.

Importing this package loads numba; nothing but `solve` and its like may do so, and late.
"""
