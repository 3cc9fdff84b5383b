package dev.nightdesk.adapters.telegram;

import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.adapters.http.CallFailed;
import dev.nightdesk.adapters.http.Retry;
import java.util.List;

/// What a failed call means for the posting behind it. The descriptions are the Bot API server's
/// own (github.com/tdlib/telegram-bot-api, Client.cpp); they are compared without regard to case,
/// because the server is not consistent there. Pure.
final class Outcomes {
  private static final List<String> MESSAGE_GONE =
      List.of("message to edit not found", "message can't be edited", "message_id_invalid");

  private static final List<String> PLACE_GONE =
      List.of(
          "chat not found",
          "message thread not found",
          "topic_deleted",
          "topic_closed",
          "topic_id_invalid",
          "chat_write_forbidden",
          "not enough rights to send",
          "have no rights to send",
          "group chat was deactivated",
          "peer_id_invalid");

  private Outcomes() {}

  static Delivery of(Posting posting, CallFailed failed) {
    return failed instanceof Answered no
        ? answered(posting, no)
        : failed.outcome(repeatable(posting));
  }

  private static Delivery answered(Posting posting, Answered no) {
    var moved = no.movedTo();
    if (moved != null) {
      return new Delivery.Moved(Place.chat(posting.at().channel(), moved));
    }
    return switch (no.code()) {
      case 429 -> new Delivery.Later(no.waitOr(Retry.SOON), no.why());
      case 401, 404 ->
          new Delivery.Later(Retry.MUCH_LATER, "Telegram does not take the bot's token");
      case 403 -> new Delivery.PlaceGone(no.why());
      case 400 -> refused(posting, no);
      // Answers of the Bot API to this very content, and of a proxy to its size.
      case 406, 413 -> new Delivery.Refused(no.why());
      case 408 -> new Delivery.Later(Retry.SOON, no.why());
      // A proxy's redirect, or its refusal of us: it says nothing about what we send. A file is
      // another matter, as some let words pass and files not; and it must not hold up words.
      default ->
          posting instanceof Posting.Upload
              ? new Delivery.Refused(no.why())
              : new Delivery.Later(Retry.MUCH_LATER, no.why());
    };
  }

  private static Delivery refused(Posting posting, Answered no) {
    if (posting instanceof Posting.Edit edit && no.says("message is not modified")) {
      return new Delivery.Shown(edit.message());
    }
    if (MESSAGE_GONE.stream().anyMatch(no::says)) {
      return new Delivery.MessageGone(no.why());
    }
    if (PLACE_GONE.stream().anyMatch(no::says)) {
      return new Delivery.PlaceGone(no.why());
    }
    return new Delivery.Refused(no.why());
  }

  /// Whether asking twice does no harm.
  private static boolean repeatable(Posting posting) {
    return switch (posting) {
      case Posting.Create _ -> false;
      case Posting.Upload _ -> false;
      case Posting.OpenThread _ -> false;
      case Posting.Edit _ -> true;
      case Posting.Whisper _ -> true;
      case Posting.Receipt _ -> true;
      case Posting.Typing _ -> true;
      case Posting.Fetch _ -> true;
    };
  }
}
