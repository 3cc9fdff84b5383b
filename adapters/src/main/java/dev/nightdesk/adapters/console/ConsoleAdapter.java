package dev.nightdesk.adapters.console;

import dev.nightdesk.adapters.Block;
import dev.nightdesk.adapters.Card;
import dev.nightdesk.adapters.CardId;
import dev.nightdesk.adapters.ChannelAdapter;
import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.Door;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.adapters.Rate;
import dev.nightdesk.adapters.Tone;
import dev.nightdesk.adapters.Traits;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// One person at a terminal, or a program at a pipe. Every line typed is a message; numbers press
/// buttons (`:help` tells). Messages are numbered anew by each process, so those of an earlier one
/// count as gone. The end of input ends [#listen] and nothing else: cards go on being printed.
public final class ConsoleAdapter implements ChannelAdapter {
  public static final ChannelId ID = new ChannelId("console");

  /// The one person there is.
  public static final String USER = "console";

  private static final int MAX_TEXT = 100_000;
  private static final int MAX_BUTTONS = 30;
  private static final CardId NO_CARD = new CardId(new UUID(0, 0));

  private final ConsoleScreen screen;
  private final ConsoleTyping typing;
  private final MessageNames names;

  /// Reads nothing yet.
  ///
  /// @param columns of the terminal
  /// @param colour whether it takes colours and bells
  /// @param run a word that no other process of this home uses, so that ids never repeat
  public ConsoleAdapter(InputStream in, PrintStream out, int columns, boolean colour, String run) {
    screen = new ConsoleScreen(out, new ConsoleCard(columns, colour));
    names = new MessageNames(run);
    typing = new ConsoleTyping(new ConsoleInput(in), screen, names);
  }

  @Override
  public ChannelId id() {
    return ID;
  }

  @Override
  public Traits traits() {
    return new Traits(
        MAX_TEXT,
        MAX_BUTTONS,
        Long.MAX_VALUE,
        Long.MAX_VALUE,
        Traits.Threads.NONE,
        Set.of(Traits.Feature.SILENT, Traits.Feature.TOASTS, Traits.Feature.POINTS_TO_FILES),
        Rate.UNLIMITED);
  }

  @Override
  public void listen(Door door) throws InterruptedException {
    typing.listen(door);
  }

  @Override
  public Delivery deliver(Posting posting) {
    return switch (posting) {
      case Posting.Typing _, Posting.Receipt _ -> new Delivery.Done();
      case Posting.Fetch fetch -> ConsoleFiles.copy(fetch.attachment(), fetch.into());
      case Posting.OpenThread _ -> new Delivery.Refused("a console has no threads");
      case Posting printed when screen.isGone() ->
          new Delivery.PlaceGone("nobody reads the console any more: " + printed.at());
      case Posting.Create create ->
          new Delivery.Shown(names.printed(screen.create(create.card(), create.silent())));
      case Posting.Edit(var message, var card) ->
          screen.edit(names.numberOf(message), card)
              ? new Delivery.Shown(message)
              : new Delivery.MessageGone("an earlier process printed it, or it is long ago");
      case Posting.Upload upload -> named(upload);
      case Posting.Whisper(var _, var _, var text) -> {
        if (!text.isEmpty()) {
          screen.note("  " + text);
        }
        yield new Delivery.Done();
      }
    };
  }

  /// The file is on this machine already: it is enough to say where.
  private Delivery named(Posting.Upload upload) {
    var size = ConsoleFiles.size(upload.file());
    if (size == null) {
      return new Delivery.Refused("there is no file at " + upload.file());
    }
    var caption = upload.caption().isEmpty() ? "" : " · " + upload.caption();
    var words = List.<Block>of(new Block.Text(upload.name() + caption));
    var quotable = new Card(NO_CARD, 1, Tone.PLAIN, words, List.of());
    var line = "📎 " + upload.name() + " · " + size + caption + " · " + upload.file();
    return new Delivery.Shown(names.printed(screen.createLine(quotable, line)));
  }

  @Override
  public void close() {
    typing.close();
  }
}
