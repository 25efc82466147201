"""What do people do? Use cases, the people and what they may do, jobs and the outbox."""
