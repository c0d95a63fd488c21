"""What people decide about persons; every answer takes effect at once. Linkage knows nothing of this room.

- Supervisors answer the hub's questions in `review`, which shows the two `sides` and the `consequences`. An answer is a
  `ruling`, with `reasons`, and may not contradict those that stand (`consistency`).
- `doubting` is an officer's report that a record is somebody else's; `separating` keeps apart what must never meet.
"""
