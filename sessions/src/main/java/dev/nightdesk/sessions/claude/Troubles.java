package dev.nightdesk.sessions.claude;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.sessions.AgentEvent.Trouble;

/// Why a call to the model, or a whole turn, failed. The HTTP status says it best; the CLI's own
/// words are asked when there is none (HOST-13).
final class Troubles {
  private Troubles() {}

  /// Of a `system/api_retry` line.
  static Trouble ofRetry(JsonNode line) {
    return ofCall(line.path("error_status").asInt(0), Json.text(line, "error"), true);
  }

  /// Of a `result` line that is an error.
  static Trouble ofResult(JsonNode line) {
    String subtype = Json.text(line, "subtype");
    String reason = Json.text(line, "terminal_reason");
    if (subtype.equals("error_max_turns") || reason.equals("max_turns")) {
      return Trouble.TOO_MANY_TURNS;
    }
    if (subtype.equals("error_max_budget_usd") || reason.equals("budget_exhausted")) {
      return Trouble.OVER_BUDGET;
    }
    if (Json.text(line, "stop_reason").equals("refusal") || reason.contains("refusal")) {
      return Trouble.REFUSED_BY_MODEL;
    }
    if (reason.equals("image_error")) {
      return Trouble.BAD_REQUEST;
    }
    String words = Json.firstText(line, "api_error", "api_error_type", "error");
    return ofCall(line.path("api_error_status").asInt(0), words, reason.equals("api_error"));
  }

  private static Trouble ofCall(int status, String words, boolean aboutTheCall) {
    if (words.startsWith("billing") || words.equals("credits_required")) {
      return Trouble.BILLING;
    }
    return switch (status) {
      case 401, 403 -> Trouble.BAD_KEY;
      case 402 -> Trouble.BILLING;
      case 404 -> Trouble.NO_SUCH_MODEL;
      case 400, 413, 422 -> Trouble.BAD_REQUEST;
      case 408 -> Trouble.NETWORK;
      case 429 -> Trouble.RATE_LIMIT;
      case 529 -> Trouble.OVERLOADED;
      default -> status >= 500 ? Trouble.SERVER : ofWords(words, aboutTheCall);
    };
  }

  private static Trouble ofWords(String words, boolean aboutTheCall) {
    return switch (words) {
      case "authentication_failed",
          "authentication_error",
          "permission_error",
          "oauth_org_not_allowed" ->
          Trouble.BAD_KEY;
      case "rate_limit", "rate_limit_error" -> Trouble.RATE_LIMIT;
      case "overloaded", "overloaded_error" -> Trouble.OVERLOADED;
      case "model_not_found", "not_found_error" -> Trouble.NO_SUCH_MODEL;
      case "invalid_request", "invalid_request_error", "max_output_tokens" -> Trouble.BAD_REQUEST;
      case "refusal", "model_refusal_no_fallback" -> Trouble.REFUSED_BY_MODEL;
      case "connection_failed", "timeout_error" -> Trouble.NETWORK;
      // A call that ended without a status never got an answer: the line was cut or refused.
      default -> aboutTheCall ? Trouble.NETWORK : Trouble.OTHER;
    };
  }
}
