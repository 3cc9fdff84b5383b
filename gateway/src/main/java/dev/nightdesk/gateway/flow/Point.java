package dev.nightdesk.gateway.flow;

import dev.nightdesk.sessions.FailPoint;

/// Where a test may end the gateway: at every arrow of "one command, phone to agent and back".
public enum Point implements FailPoint {
  /// A channel brought something; nothing is written.
  INBOUND_ARRIVED,
  /// It is durable; the channel does not know yet.
  INBOUND_RECEIVED,
  /// A step of the inbox is decided and written, not committed.
  STEP_DECIDED,
  /// The step is committed; nobody was woken.
  STEP_COMMITTED,
  /// A line's place in the journal is fixed; nothing is appended.
  SEND_CLAIMED,
  /// The line stands in the journal; the outbox does not know.
  SEND_APPENDED,
  /// The worktree is there; the session does not know.
  WORKPLACE_PREPARED,
  /// The process is there; the session does not know.
  AGENT_LAUNCHED,
  /// The process is gone; the session does not know.
  AGENT_STOPPED,
  /// A file was brought; the prompt does not know.
  FILE_FETCHED,
  /// A file was sent; the outbox does not know.
  FILE_SENT,
  /// A thread was opened; the session does not know.
  THREAD_OPENED,
  /// An effect's end is committed; nobody was woken.
  EFFECT_ENDED,
  /// A line of output was read; nothing is written.
  LINE_HEARD,
  /// The line's step is committed; the follower does not know.
  LINE_STEPPED,
  /// A card is about to be sent for the first time.
  CREATE_READY,
  /// The new message exists; the store does not know.
  CREATE_SENT,
  /// The message shows the new revision; the store does not know.
  EDIT_SENT,
  /// What is shown is committed.
  SHOWN_COMMITTED
}
