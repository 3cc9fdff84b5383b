package dev.nightdesk.adapters.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nightdesk.adapters.Block;
import dev.nightdesk.adapters.Button;
import dev.nightdesk.adapters.Card;
import dev.nightdesk.adapters.CardId;
import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.CommandHint;
import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.Door;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Nonce;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.adapters.Sender;
import dev.nightdesk.adapters.Tone;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;

/// A console with a screen, a keyboard and somebody who takes what is typed.
abstract class ConsoleStage {
  static final int COLUMNS = 50;
  static final Place MAIN = Place.chat(ConsoleAdapter.ID, "main");
  static final Button ALLOW = new Button("t-allow", "Allow once", Button.Style.GO);
  static final Button DENY = new Button("t-deny", "Deny", Button.Style.STOP);

  final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  final Taken door = new Taken();
  @TempDir Path directory;

  static class Taken implements Door {
    final List<Inbound> inbounds = new ArrayList<>();
    final List<Standing> standings = new ArrayList<>();
    int refusals;

    @Override
    public void accept(List<Inbound> together) {
      if (refusals-- > 0) {
        throw new NotTaken("the disk is full", new IOException("no space"));
      }
      inbounds.addAll(together);
    }

    @Override
    public void standing(ChannelId channel, Standing standing) {
      standings.add(standing);
    }

    @Override
    public void lost(ChannelId channel) {}

    @Override
    public List<MessageRef> unread(ChannelId channel) {
      return List.of();
    }

    @Override
    public void caughtUp(Place place) {}

    @Override
    public List<Suggestion> suggest(Sender from, CommandHint.Kind kind, String typed, int atMost) {
      return List.of();
    }

    List<String> said() {
      return inbounds.stream().map(inbound -> ((Inbound.Said) inbound).text()).toList();
    }
  }

  ConsoleAdapter typing(String... lines) {
    return console(String.join("\n", lines), false);
  }

  ConsoleAdapter console(String typed, boolean colour) {
    var in = new ByteArrayInputStream(typed.getBytes(UTF_8));
    return new ConsoleAdapter(in, new PrintStream(screen, true, UTF_8), COLUMNS, colour, "run7");
  }

  static Card card(Tone tone, List<Block> blocks, Button... buttons) {
    return new Card(new CardId(new UUID(1, 2)), 1, tone, blocks, List.of(buttons));
  }

  static Card question(Button... buttons) {
    return card(Tone.NEEDS_INPUT, List.of(new Block.Text("May I?")), buttons);
  }

  static MessageRef create(ConsoleAdapter adapter, Card card) {
    return create(adapter, card, true);
  }

  static MessageRef create(ConsoleAdapter adapter, Card card, boolean silent) {
    var delivery = adapter.deliver(new Posting.Create(MAIN, card, new Nonce("n"), silent, null));
    return ((Delivery.Shown) delivery).at();
  }

  String printed() {
    var text = screen.toString(UTF_8);
    screen.reset();
    return text;
  }
}
