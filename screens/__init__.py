"""What people see: a page a module, its style beside it.

`base` is what all pages share, `call_page` what those do that are used in a call, `messages` where they want to go,
`text` what makes imported words safe, `widgets` pieces.
"""
