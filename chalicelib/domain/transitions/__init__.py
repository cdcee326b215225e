"""What people do with a case, one function per verb. Each asks the workflow table and then returns
everything that changes: the case, its clocks, its history, the notifications. All are in `making`.
"""
