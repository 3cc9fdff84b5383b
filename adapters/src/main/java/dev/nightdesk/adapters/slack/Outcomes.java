package dev.nightdesk.adapters.slack;

import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.adapters.http.CallFailed;
import dev.nightdesk.adapters.http.Retry;
import java.util.Set;

/// What a failed call means for the posting behind it. The errors are the ones the methods' pages
/// list (docs.slack.dev/reference/methods/chat.postMessage and its neighbours). Pure.
final class Outcomes {
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
    if (!(failed instanceof Answered no)) {
      return failed.outcome(repeatable);
    }
    return !repeatable && HALF_DONE.contains(no.error())
        ? new Delivery.Unknown(no.why())
        : answered(no);
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
      return new Delivery.Later(Retry.SOON, no.why());
    }
    if (NOT_FOR_US.contains(error)) {
      return new Delivery.Later(Retry.MUCH_LATER, "Slack does not take the bot's token: " + error);
    }
    return new Delivery.Refused(no.why());
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
