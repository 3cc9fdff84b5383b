package dev.nightdesk.adapters.discord;

import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.adapters.http.CallFailed;
import dev.nightdesk.adapters.http.Retry;
import java.util.Set;

/// What a failed call means for the posting behind it. The numbers are Discord's own
/// (docs.discord.com/developers/topics/opcodes-and-status-codes#json). Pure.
final class Outcomes {
  static final int UNKNOWN_CHANNEL = 10003;
  static final int UNKNOWN_GUILD = 10004;
  static final int UNKNOWN_MESSAGE = 10008;
  static final int UNKNOWN_WEBHOOK = 10015;
  static final int UNKNOWN_INTERACTION = 10062;
  static final int MISSING_ACCESS = 50001;
  static final int NOT_IN_THIS_KIND = 50024;
  static final int CANNOT_WRITE_TO_THEM = 50007;
  static final int MISSING_PERMISSIONS = 50013;
  static final int NOT_OURS = 50005;
  static final int DEAD_TOKEN = 50027;
  static final int INVALID_FORM = 50035;
  static final int PUT_AWAY = 50083;
  static final int HAS_A_THREAD = 160004;
  static final int LOCKED = 160005;

  private static final Set<Integer> MESSAGE_GONE = Set.of(UNKNOWN_MESSAGE, NOT_OURS);

  private static final Set<Integer> PLACE_GONE =
      Set.of(
          UNKNOWN_CHANNEL,
          UNKNOWN_GUILD,
          MISSING_ACCESS,
          MISSING_PERMISSIONS,
          CANNOT_WRITE_TO_THEM,
          PUT_AWAY,
          LOCKED);

  /// What an interaction's secret is answered with once its 15 minutes are over.
  private static final Set<Integer> TOO_OLD =
      Set.of(UNKNOWN_WEBHOOK, UNKNOWN_INTERACTION, DEAD_TOKEN);

  private Outcomes() {}

  static Delivery of(Posting posting, CallFailed failed) {
    if (failed instanceof Answered no) {
      return answered(posting, no);
    }
    // When a proxy lost the server behind it and cannot tell whether it acted, a create's nonce
    // makes asking again at once harmless.
    return failed.outcome(failed instanceof CallFailed.ServerTrouble || repeatable(posting));
  }

  private static Delivery answered(Posting posting, Answered no) {
    if (no.status() == 429) {
      return new Delivery.Later(no.waitOr(Retry.MUCH_LATER), no.why());
    }
    if (posting instanceof Posting.Whisper && TOO_OLD.contains(no.code())) {
      return new Delivery.Refused("it is too late to answer this person alone");
    }
    if (MESSAGE_GONE.contains(no.code())) {
      return new Delivery.MessageGone(no.why());
    }
    if (PLACE_GONE.contains(no.code())) {
      return posting instanceof Posting.Receipt || posting instanceof Posting.OpenThread
          ? withoutIt(posting, no)
          : new Delivery.PlaceGone(no.why());
    }
    return byStatus(posting, no);
  }

  /// A right that is missing for signs or threads says nothing about words.
  private static Delivery withoutIt(Posting posting, Answered no) {
    boolean onlyThis = no.code() == MISSING_PERMISSIONS || no.code() == PUT_AWAY;
    return onlyThis
        ? new Delivery.Refused(
            posting instanceof Posting.OpenThread
                ? "the bot may not open threads here: give it that right in the channel"
                : no.why())
        : new Delivery.PlaceGone(no.why());
  }

  private static Delivery byStatus(Posting posting, Answered no) {
    return switch (no.status()) {
      case 401 -> new Delivery.Later(Retry.MUCH_LATER, "Discord does not take the bot's token");
      case 408 -> new Delivery.Later(Retry.SOON, no.why());
      case 400, 413 -> new Delivery.Refused(no.why());
      case 403, 404 ->
          no.code() == 0
              ? elsewhere(posting, no)
              : new Delivery.Refused(no.why() + " (" + no.code() + ")");
      default -> elsewhere(posting, no);
    };
  }

  /// A proxy's redirect, or its refusal of us: it says nothing about what we send. A file is
  /// another matter, as some let words pass and files not; and it must not hold up words.
  private static Delivery elsewhere(Posting posting, Answered no) {
    return posting instanceof Posting.Upload || posting instanceof Posting.Fetch
        ? new Delivery.Refused(no.why())
        : new Delivery.Later(Retry.MUCH_LATER, no.why());
  }

  /// Whether asking twice does no harm, however much later: a nonce is only known for minutes.
  private static boolean repeatable(Posting posting) {
    return switch (posting) {
      case Posting.Create _ -> false;
      case Posting.Upload _ -> false;
      // A message has one thread; asked for it twice, the server names the first.
      case Posting.OpenThread _ -> true;
      case Posting.Edit _ -> true;
      case Posting.Whisper _ -> true;
      case Posting.Receipt _ -> true;
      case Posting.Typing _ -> true;
      case Posting.Fetch _ -> true;
    };
  }
}
