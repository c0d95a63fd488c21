"""The encrypted vault: keys, databases, and what the operating system must do for them.

- The key file: `keyring` opens and changes it, `keyfile` is its content, `slots` the ways in, by password
  (`passwords`, `kdf`, `attempts`) or `recovery` code; `keys` come of it. `spool` keeps refused sign-ins until there
  are keys to record them.
- The databases: `database` lends connections, which `authorizer` restrains; `migrate` brings them to the newest
  `schema`; `opened` is both of them with the keys.
- The computer: `files`, `process`; `troubles` are what can be wrong with all of it.
"""
