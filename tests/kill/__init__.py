"""The kill run: real senders, real servers, and somebody who kills them all the time.

`make kill-test` is the big one, whose report stands in docs/kill-test.md; the tests run a
small one with its negative controls. Nothing here is part of the product.
"""
