package dev.nightdesk.gateway.desk;

import dev.nightdesk.adapters.Block;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.Tone;
import dev.nightdesk.gateway.desk.Draft.Face;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Words that are run only when a person says so: because they came late, or were spoken.
final class Proposals {
  static final Proposal DROP_LATE = new Proposal(Optional.empty(), true, "Dropped", "Dropped.");
  static final Proposal DISCARD_SPOKEN =
      new Proposal(Optional.empty(), false, "Discarded", "Discarded.");

  static Proposal late(Inbound.Said said) {
    return new Proposal(Optional.of(said), true, "Run", "");
  }

  static Proposal spoken(Inbound.Said said) {
    return new Proposal(Optional.of(said), false, "Sent", "");
  }

  private final Talk talk;

  Proposals(Talk talk) {
    this.talk = talk;
  }

  /// What may become of such words.
  ///
  /// @param said nothing when they are not to be run
  /// @param late whether they reached us late, and so answer nothing that is asked now
  /// @param done how it stands on the card afterwards, before the presser's name
  /// @param answer what the presser reads
  record Proposal(Optional<Inbound.Said> said, boolean late, String done, String answer) {}

  /// Words that were asked about are decided on once: their card loses its buttons.
  void decide(Draft draft, Inbound.Pressed pressed, Person person, Proposal proposal) {
    if (!Presses.may(draft, pressed, person, Role.Right.DISPATCH)) {
      return;
    }
    var card = draft.cardAt(pressed.message());
    boolean decided =
        card.filter(wanted -> wanted.card().buttons().isEmpty()).isPresent()
            || proposal.said().flatMap(said -> draft.view.sessionOf(said.message())).isPresent();
    if (decided) {
      Presses.whisper(
          draft,
          pressed,
          "This was decided on already. If it was dropped, send it again to have it done.");
      return;
    }
    String words = proposal.done() + " by " + person.name();
    card.filter(wanted -> has(wanted, pressed.token()))
        .ifPresent(wanted -> draft.reface(wanted, decided(wanted, words)));
    Presses.whisper(draft, pressed, proposal.answer());
    proposal
        .said()
        .ifPresent(said -> {
          if (proposal.late()) {
            talk.late(draft, said, person);
          } else {
            talk.spoken(draft, said, person);
          }
        });
  }

  static boolean has(WantedCard wanted, String token) {
    return wanted.card().buttons().stream().anyMatch(button -> button.token().equals(token));
  }

  private static Face decided(WantedCard wanted, String words) {
    var blocks = new ArrayList<Block>();
    wanted.card().blocks().stream().filter(Block.Quote.class::isInstance).forEach(blocks::add);
    blocks.add(new Block.Note(words));
    return new Face(Tone.PLAIN, blocks, List.of());
  }
}
