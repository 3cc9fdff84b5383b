package dev.nightdesk.adapters.telegram;

import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.adapters.telegram.CallFailed.Answered;
import java.time.Duration;
import java.util.List;

/// What a failed call means for the posting behind it. The descriptions are the Bot API server's
/// own (github.com/tdlib/telegram-bot-api, Client.cpp); they are compared without regard to case,
/// because the server is not consistent there. Pure.
final class Outcomes {
  /// Before asking again when the server did not say how long to wait.
  static final Duration SOON = Duration.ofSeconds(1);

  /// Before asking again with a token the server does not take: a person has to act first.
  static final Duration MUCH_LATER = Duration.ofSeconds(30);

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
    return switch (failed) {
      case Answered answered -> answered(posting, answered);
      case CallFailed.NeverSent never -> new Delivery.Later(SOON, why(never));
      case CallFailed.CutOff cut -> cutOff(posting, cut);
      case CallFailed.Unreadable unreadable -> cutOff(posting, unreadable);
      case CallFailed.ServerTrouble trouble -> trouble(posting, trouble);
    };
  }

  private static Delivery answered(Posting posting, Answered no) {
    var moved = no.movedTo();
    if (moved != null) {
      return new Delivery.Moved(Place.chat(posting.at().channel(), moved));
    }
    return switch (no.code()) {
      case 429 -> {
        var wait = no.retryAfter();
        yield new Delivery.Later(wait == null ? SOON : wait, no.description());
      }
      case 401, 404 -> new Delivery.Later(MUCH_LATER, "Telegram does not take the bot's token");
      case 403 -> new Delivery.PlaceGone(no.description());
      case 400 -> refused(posting, no);
      // Answers of the Bot API to this very content, and of a proxy to its size.
      case 406, 413 -> new Delivery.Refused(no.description());
      case 408 -> new Delivery.Later(SOON, no.description());
      // A proxy's redirect, or its refusal of us: it says nothing about what we send. A file is
      // another matter, as some let words pass and files not; and it must not hold up words.
      default ->
          posting instanceof Posting.Upload
              ? new Delivery.Refused(no.description())
              : new Delivery.Later(MUCH_LATER, no.description());
    };
  }

  private static Delivery refused(Posting posting, Answered no) {
    if (posting instanceof Posting.Edit edit && no.says("message is not modified")) {
      return new Delivery.Shown(edit.message());
    }
    if (MESSAGE_GONE.stream().anyMatch(no::says)) {
      return new Delivery.MessageGone(no.description());
    }
    if (PLACE_GONE.stream().anyMatch(no::says)) {
      return new Delivery.PlaceGone(no.description());
    }
    return new Delivery.Refused(no.description());
  }

  private static Delivery cutOff(Posting posting, CallFailed failed) {
    return repeatable(posting)
        ? new Delivery.Later(SOON, why(failed))
        : new Delivery.Unknown(why(failed));
  }

  /// A gateway that lost its server behind it (502) or got tired of waiting for it (504) cannot
  /// tell whether the server acted; any other 5xx is the server's own word that it did not.
  private static Delivery trouble(Posting posting, CallFailed.ServerTrouble trouble) {
    boolean mayHaveHappened = trouble.status() == 502 || trouble.status() == 504;
    return mayHaveHappened ? cutOff(posting, trouble) : new Delivery.Later(SOON, why(trouble));
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

  private static String why(CallFailed failed) {
    return String.valueOf(failed.getMessage());
  }
}
