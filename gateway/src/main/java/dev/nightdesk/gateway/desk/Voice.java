package dev.nightdesk.gateway.desk;

import dev.nightdesk.adapters.Block;
import dev.nightdesk.adapters.Button;
import dev.nightdesk.adapters.CardId;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.Tone;
import dev.nightdesk.adapters.text.Excerpt;
import dev.nightdesk.gateway.desk.Draft.Face;
import dev.nightdesk.gateway.desk.Happening.Result;
import dev.nightdesk.gateway.desk.WantedCard.Kind;
import java.util.List;

/// Voice notes: made text of, shown, and run only when a person has looked at that text. A program
/// that listens may mishear, and what is said here is run on somebody's machine.
final class Voice {
  /// Of the text, on the card that asks about it.
  private static final int SHOWN_UNITS = 3_000;

  private static final String NO_TRANSCRIBER =
      "I cannot understand voice notes here: no program for that is set up (voice.transcriber in the"
          + " config). Write it instead.";

  private Voice() {}

  /// A recording alone. One with words beside it is a file like others.
  static boolean isNote(Inbound.Said said) {
    return said.text().isBlank() && said.files().size() == 1 && said.files().getFirst().isVoice();
  }

  static void heard(Draft draft, Inbound.Said said, Person person) {
    if (!Doorkeeper.allowed(draft, person, Role.Right.DISPATCH, said)) {
      return;
    }
    if (!draft.settings.hears()) {
      Doorkeeper.reply(draft, said, NO_TRANSCRIBER);
      return;
    }
    var card =
        draft.card(
            Kind.REPLY,
            said.place(),
            null,
            null,
            false,
            said.message(),
            new Face(
                Tone.WORKING, List.of(new Block.Text("Listening to your voice note…")), List.of()));
    draft.effect(new Effect.Transcribe(said, card.card().id()));
  }

  /// What was understood, or why nothing was.
  static void transcribed(Draft draft, Effect.Transcribe effect, Result result) {
    switch (result) {
      case Result.Transcribed(String text) -> show(draft, effect, text);
      case Result.Refused refused -> failed(draft, effect.card(), refused.why());
      case Result.Unknown unknown -> failed(draft, effect.card(), unknown.why());
      case Result.Done _, Result.Launched _, Result.Fetched _, Result.Surveyed _, Result.Opened _ ->
          failed(draft, effect.card(), "no text came of it");
    }
  }

  private static void show(Draft draft, Effect.Transcribe effect, String text) {
    var said = effect.said().saying(text);
    draft
        .card(effect.card())
        .ifPresent(wanted ->
            draft.reface(
                wanted,
                new Face(
                    Tone.NEEDS_INPUT,
                    List.of(
                        new Block.Text("I understood:"),
                        new Block.Quote(Excerpt.headAndTail(text, SHOWN_UNITS)),
                        new Block.Note("Nothing happens before you press Send.")),
                    List.of(
                        draft.button("Send", Button.Style.GO, new Action.SendSpoken(said)),
                        draft.button(
                            "Discard",
                            Button.Style.STOP,
                            new Action.DiscardSpoken(said.sourceId()))))));
  }

  private static void failed(Draft draft, CardId card, String why) {
    draft
        .card(card)
        .ifPresent(wanted ->
            draft.reface(
                wanted,
                new Face(
                    Tone.BAD,
                    List.of(
                        new Block.Text(
                            "I could not make text of your voice note: "
                                + why.replaceFirst("\\.$", "")
                                + ". Write it instead, or send it once more.")),
                    List.of())));
  }
}
