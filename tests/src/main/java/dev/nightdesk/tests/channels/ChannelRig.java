package dev.nightdesk.tests.channels;

import dev.nightdesk.adapters.ChannelAdapter;
import dev.nightdesk.adapters.Door;
import dev.nightdesk.adapters.Inbound.Mark;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// One channel with the world it stands in: the adapter on one side, people and the platform's
/// moods on the other. What a platform does not have is answered with false or empty, and the
/// questions about it are skipped.
public interface ChannelRig extends AutoCloseable {
  /// The platform's moods.
  enum Trouble {
    /// The next call is one too many.
    TOO_FAST,
    /// The next call is cut off before it happened.
    CUT_BEFORE,
    /// The next call happens and its answer is cut off.
    CUT_AFTER,
    /// The platform is in trouble and says that nothing happened.
    SERVER_ERROR,
    /// Nobody is there to connect to, from now on.
    UNREACHABLE
  }

  /// A new adapter for this channel, not listening yet. After a restart of ours there is another
  /// one for the same world; the rig closes all of them.
  ChannelAdapter adapter();

  /// Where a person talks with us alone.
  Place place();

  /// A place that nobody knows; empty where there is but one place.
  Optional<Place> nowhere();

  /// Lets the adapter listen until the returned is closed.
  default Listening listen(ChannelAdapter adapter, Door door) {
    return Listening.start(adapter, door);
  }

  /// Whether closing the adapter, or an interrupt, ends its listening by itself. A terminal's input
  /// ends only from outside.
  default boolean endsByItself() {
    return true;
  }

  /// A person says this in [#place].
  void say(String text);

  /// A person changes what they said last.
  boolean editLast(String text);

  /// A person presses a button under our message.
  ///
  /// @return false when the channel shows no buttons to press
  boolean press(MessageRef message, String label);

  /// Whether a file we send is carried over to the people, and not just named to them.
  boolean carriesFiles();

  /// A person sends a file.
  boolean sendFile(String name, byte[] bytes);

  /// Somebody says this in a way that must not command.
  boolean sayMarked(Mark mark, String text);

  /// What stands there now by us, oldest first: a message's words, or a file's name.
  List<String> shown();

  /// What people see of one message now.
  Optional<String> shown(MessageRef message);

  /// The bytes of the file we sent last; empty where only its path is told.
  Optional<byte[]> lastFile();

  /// What a presser was told last, and only they.
  Optional<String> lastWhisper();

  /// A person deletes our message.
  boolean delete(MessageRef message);

  /// We are removed from [#place].
  boolean shutOut();

  boolean cause(Trouble trouble);

  /// Whether happenings come over a line that can be lost.
  boolean hasLine();

  /// That line is lost, and cannot be had again until [#mendLine].
  void cutLine();

  void mendLine();

  /// Real happenings as the platform writes them, for mutation; empty where happenings are no data.
  List<String> samplePayloads();

  /// Brings a happening in that is written like this.
  void pushPayload(String payload);

  /// Waits until the channel has taken every happening, so that the platform need not bring it
  /// again.
  void awaitAcknowledged();

  /// Whether the platform keeps for us what we have not acknowledged.
  boolean keeps();

  /// An empty directory for files, the same one throughout.
  Path directory();

  @Override
  void close();
}
