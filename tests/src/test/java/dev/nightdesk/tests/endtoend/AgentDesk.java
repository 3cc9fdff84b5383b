package dev.nightdesk.tests.endtoend;

import dev.nightdesk.tests.endtoend.OnThePhone.Memory;
import dev.nightdesk.tests.world.Machine;
import java.nio.file.Path;

/// A machine with one kind of agent, and what can be learnt of that agent from outside.
interface AgentDesk extends AutoCloseable {
  Machine machine();

  /// What the agent of a session goes by now.
  ///
  /// @param words said in its present conversation, and in no other
  Memory memory(String words);

  /// Where the agent keeps its conversations.
  Path conversations();

  /// A script that asks for leave to add the line `hello` to a file of the working directory.
  String writes(String file);

  @Override
  void close();
}
