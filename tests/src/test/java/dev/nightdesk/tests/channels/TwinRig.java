package dev.nightdesk.tests.channels;

import dev.nightdesk.adapters.ChannelAdapter;
import dev.nightdesk.tests.twin.Conversation;
import dev.nightdesk.tests.twin.Fault;
import dev.nightdesk.tests.twin.SeenMessage;
import dev.nightdesk.tests.twin.Twin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The real adapter, with the real library, in front of a twin.
///
/// @param <T> the twin
/// @param <M> what a message there shows
public abstract class TwinRig<T extends Twin, M extends SeenMessage> implements ChannelRig {
  public final T twin;
  private final Writing writing;
  private final RigFolder folder = new RigFolder();
  private final List<ChannelAdapter> adapters = new ArrayList<>();

  /// How the twin names the calls that write.
  ///
  /// @param tooFast how it refuses one too many
  public record Writing(String create, String edit, Fault tooFast) {}

  protected TwinRig(T twin, Writing writing) {
    this.twin = twin;
    this.writing = writing;
  }

  /// An adapter that is closed with this.
  protected final <A extends ChannelAdapter> A closing(A adapter) {
    adapters.add(adapter);
    return adapter;
  }

  /// A person's with us alone.
  protected abstract Conversation<M> conversation();

  /// A message's words, or the name of its file.
  protected abstract String words(M message);

  @Override
  public final boolean carriesFiles() {
    return true;
  }

  @Override
  public List<String> shown() {
    return conversation().fromBot().stream().map(this::words).toList();
  }

  @Override
  public final boolean cause(Trouble trouble) {
    var faults = twin.faults();
    switch (trouble) {
      case TOO_FAST -> faults.next(writing.create(), writing.tooFast());
      case CUT_BEFORE -> cut(new Fault.CutBefore());
      case CUT_AFTER -> cut(new Fault.CutAfter());
      case SERVER_ERROR -> faults.next(writing.create(), new Fault.ProxyPage(500));
      case UNREACHABLE -> twin.close();
    }
    return true;
  }

  private void cut(Fault fault) {
    twin.faults().next(writing.create(), fault);
    twin.faults().next(writing.edit(), fault);
  }

  @Override
  public final boolean hasLine() {
    return true;
  }

  @Override
  public final Path directory() {
    return folder.path();
  }

  @Override
  public final void close() {
    adapters.forEach(ChannelAdapter::close);
    twin.close();
    folder.close();
  }
}
