package dev.nightdesk.tests.store;

import static dev.nightdesk.tests.store.Things.CHAT;
import static dev.nightdesk.tests.store.Things.cardId;
import static dev.nightdesk.tests.store.Things.prompt;
import static dev.nightdesk.tests.store.Things.sessionId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Block;
import dev.nightdesk.adapters.Button;
import dev.nightdesk.adapters.Card;
import dev.nightdesk.adapters.Tone;
import dev.nightdesk.gateway.desk.Change;
import dev.nightdesk.gateway.desk.Decision;
import dev.nightdesk.gateway.desk.Limit;
import dev.nightdesk.gateway.desk.Prompt;
import dev.nightdesk.gateway.desk.State;
import dev.nightdesk.gateway.desk.WantedCard;
import dev.nightdesk.gateway.store.Reads;
import dev.nightdesk.sessions.AgentKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Whoever writes may remember what it was told: never anything that stands there no longer.
interface MemoryContract extends StorePart {
  int STEPS = 400;
  int SESSIONS = 2;
  int CARDS = 6;
  int PROMPTS = 8;

  /// What a step asks of a session and its account, in one list.
  private static List<Object> known(Reads reads) {
    var sessions =
        IntStream.range(0, SESSIONS)
            .mapToObj(Things::sessionId)
            .<Object>mapMulti((session, all) -> {
              all.accept(reads.openPrompts(session));
              all.accept(reads.cardsWithButtons(session));
              for (var kinds :
                  List.of(Set.of(WantedCard.Kind.STATUS), EnumSet.allOf(WantedCard.Kind.class))) {
                all.accept(reads.newestCard(session, kinds));
              }
            });
    return Stream.concat(sessions, Stream.of(reads.limit(AgentKind.CLAUDE))).toList();
  }

  @Test
  default void whatItRemembersIsWhatStandsThere() throws InterruptedException {
    long seed = Long.getLong("nightdesk.seed", new Random().nextLong());
    var random = new Random(seed);
    for (int number = 0; number < SESSIONS; number++) {
      apply(Things.decide(new Change.PutSession(Things.session(number, State.WORKING))));
    }
    for (int step = 0; step < STEPS; step++) {
      boolean fails = random.nextInt(10) == 0;
      var decision =
          switch (random.nextInt(5)) {
            case 0 -> limits(random);
            case 1, 2 -> cards(random);
            default -> prompts(random);
          };
      try {
        store()
            .change(tx -> {
              known(tx);
              tx.apply(decision, Things.AT, Things::line);
              known(tx);
              if (fails) {
                throw new IllegalStateException("as the test wants");
              }
            });
      } catch (IllegalStateException wanted) {
        assertThat(fails).as(wanted.toString()).isTrue();
      }
      List<Object> remembered = store().write(MemoryContract::known);
      List<Object> stands = store().read(MemoryContract::known);
      assertThat(remembered).as("seed %d, step %d", seed, step).isEqualTo(stands);
    }
  }

  /// A card stays with its session; its kind and its buttons change, and some revisions are old.
  private static Decision cards(Random random) {
    int number = random.nextInt(CARDS);
    var kinds = WantedCard.Kind.values();
    var buttons =
        random.nextBoolean()
            ? List.of(new Button("token", "Stop", Button.Style.NEUTRAL))
            : List.<Button>of();
    var card =
        new Card(
            cardId(number),
            1 + random.nextInt(30),
            Tone.PLAIN,
            List.of(new Block.Text("words " + random.nextInt())),
            buttons);
    var session = sessionId(number % SESSIONS);
    var kind = kinds[random.nextInt(kinds.length)];
    return Things.want(new WantedCard(card, kind, CHAT, session, null, false, null));
  }

  /// A person can move a prompt.
  private static Decision prompts(Random random) {
    var stages = Prompt.Stage.values();
    var stage = stages[random.nextInt(stages.length)];
    return Things.decide(
        new Change.PutPrompt(prompt(random.nextInt(PROMPTS), random.nextInt(SESSIONS), stage)));
  }

  private static Decision limits(Random random) {
    var limit =
        random.nextBoolean() ? new Limit(Things.minute(random.nextInt(99)), Things.AT) : null;
    return Things.decide(new Change.PutLimit(AgentKind.CLAUDE, limit));
  }
}
