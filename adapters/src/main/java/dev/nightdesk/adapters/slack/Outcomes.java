package dev.nightdesk.adapters.slack;

import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.adapters.slack.CallFailed.Answered;
import dev.nightdesk.adapters.slack.CallFailed.ServerTrouble;
import dev.nightdesk.adapters.slack.CallFailed.TooMany;
import java.time.Duration;
import java.util.Set;

/// What a failed call means for the posting behind it. The errors are the ones the methods' pages
/// list (docs.slack.dev/reference/methods/chat.postMessage and its neighbours). Pure.
final class Outcomes {
  /// Before asking again when the server did not say how long to wait.
  static final Duration SOON = Duration.ofSeconds(1);

  /// Before asking again with a token the server does not take: a person has to act first.
  static final Duration MUCH_LATER = Duration.ofSeconds(30);

  private static final Set<String> MESSAGE_GONE =
      Set.of("message_not_found", "cant_update_message", "edit_window_closed");

  private static final Set<String> PLACE_GONE =
      Set.of(
          "channel_not_found",
          "not_in_channel",
          "is_archived",
          "restricted_action",
          "restricted_action_read_only_channel",
          "restricted_action_thread_only_channel",
          "restricted_action_non_threadable_channel",
          "restricted_action_thread_locked",
          "access_denied",
          "account_disabled",
          "user_disabled",
          "user_not_found",
          "user_not_in_channel",
          "cannot_dm_bot",
          "messages_tab_disabled",
          "posting_to_general_channel_denied",
          "ekm_access_denied",
          "team_access_not_granted",
          "thread_not_found",
          "cannot_reply_to_message",
          "thread_locked");

  private static final Set<String> IN_TROUBLE =
      Set.of(
          "fatal_error",
          "internal_error",
          "service_unavailable",
          "request_timeout",
          "team_added_to_org",
          "message_limit_exceeded");

  /// "Some aspect of the operation succeeded before the error was raised":
  /// docs.slack.dev/reference/methods/chat.postMessage#errors.
  private static final Set<String> HALF_DONE =
      Set.of("fatal_error", "internal_error", "request_timeout");

  /// What is wrong with the token, and what to do about it, is [Refusals]' to say.
  private static final Set<String> NOT_FOR_US =
      Set.of(
          "invalid_auth",
          "not_authed",
          "account_inactive",
          "token_expired",
          "token_revoked",
          "not_allowed_token_type",
          "org_login_required",
          "two_factor_setup_required");

  private static final Set<String> BAD_BLOCKS =
      Set.of(
          "invalid_blocks",
          "invalid_blocks_format",
          "msg_blocks_too_long",
          "cannot_parse_blocks",
          "attachment_payload_limit_exceeded");

  private Outcomes() {}

  static Delivery of(Posting posting, CallFailed failed) {
    return of(failed, repeatable(posting));
  }

  /// @param repeatable whether asking twice does no harm
  static Delivery of(CallFailed failed, boolean repeatable) {
    return switch (failed) {
      case Answered no when !repeatable && HALF_DONE.contains(no.error()) ->
          new Delivery.Unknown(no.why());
      case Answered no -> answered(no);
      case TooMany tooMany -> {
        var wait = tooMany.waitOr(SOON);
        yield new Delivery.Later(wait.compareTo(SOON) < 0 ? SOON : wait, tooMany.why());
      }
      case CallFailed.NeverSent never -> new Delivery.Later(SOON, never.why());
      case CallFailed.CutOff cut -> cutOff(cut, repeatable);
      case CallFailed.Unreadable unreadable -> cutOff(unreadable, repeatable);
      case ServerTrouble trouble -> trouble(trouble, repeatable);
    };
  }

  /// Our renderer made blocks the server does not take: the words matter more than their looks.
  static boolean isBlockTrouble(Answered no) {
    return BAD_BLOCKS.contains(no.error())
        || (no.error().equals("invalid_arguments") && no.why().contains("/blocks"));
  }

  private static Delivery answered(Answered no) {
    var error = no.error();
    if (MESSAGE_GONE.contains(error)) {
      return new Delivery.MessageGone(no.why());
    }
    if (PLACE_GONE.contains(error)) {
      return new Delivery.PlaceGone(no.why());
    }
    if (IN_TROUBLE.contains(error)) {
      return new Delivery.Later(SOON, no.why());
    }
    if (NOT_FOR_US.contains(error)) {
      return new Delivery.Later(MUCH_LATER, "Slack does not take the bot's token: " + error);
    }
    return new Delivery.Refused(no.why());
  }

  private static Delivery cutOff(CallFailed failed, boolean repeatable) {
    return repeatable ? new Delivery.Later(SOON, failed.why()) : new Delivery.Unknown(failed.why());
  }

  /// A gateway that lost its server behind it (502) or got tired of waiting for it (504) cannot
  /// tell whether the server acted; any other 5xx is the server's own word that it did not. What is
  /// no 5xx comes from a proxy, and says nothing about what we send.
  private static Delivery trouble(ServerTrouble trouble, boolean repeatable) {
    boolean mayHaveHappened = trouble.status() == 502 || trouble.status() == 504;
    if (mayHaveHappened) {
      return cutOff(trouble, repeatable);
    }
    return new Delivery.Later(trouble.status() >= 500 ? SOON : MUCH_LATER, trouble.why());
  }

  private static boolean repeatable(Posting posting) {
    return switch (posting) {
      case Posting.Create _ -> false;
      case Posting.Upload _ -> false;
      case Posting.OpenThread _ -> true;
      case Posting.Edit _ -> true;
      case Posting.Whisper _ -> true;
      case Posting.Receipt _ -> true;
      case Posting.Typing _ -> true;
      case Posting.Fetch _ -> true;
    };
  }
}
