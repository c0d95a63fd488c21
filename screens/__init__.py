"""What people see: a page a module, its style beside it.

`base` is what pages share, `messages` where they want to go, `text` what makes imported words safe, `widgets` pieces.
"""
