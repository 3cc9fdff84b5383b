package dev.nightdesk.adapters.slack;

import dev.nightdesk.adapters.Door.Standing;
import dev.nightdesk.adapters.http.CallFailed;
import java.util.Set;

/// How the channel stands after a failed call, in words for whoever has to do something about it.
/// Pure.
final class Refusals {
  private static final Set<String> SWITCHED_OFF =
      Set.of("account_inactive", "token_revoked", "token_expired", "app_uninstalled");

  private Refusals() {}

  static Standing standing(CallFailed failed) {
    if (!(failed instanceof Answered no)) {
      return new Standing.Down(failed.why());
    }
    return switch (no.error()) {
      case "invalid_auth", "not_authed" ->
          new Standing.StoodDown(
              "Slack does not accept a token: copy bot_token and app_token again from"
                  + " https://api.slack.com/apps into the config, then start again");
      case "not_allowed_token_type", "invalid_token_type" ->
          new Standing.StoodDown(
              "Slack wants another kind of token: bot_token is the one that begins with xoxb-,"
                  + " app_token the one that begins with xapp-; set them right and start again");
      case "missing_scope", "no_permission" ->
          new Standing.StoodDown(
              "a token lacks a scope: the app-level token needs connections:write, and the app what"
                  + " deploy/slack-manifest.yaml lists; add it, install the app again, then start"
                  + " again");
      case "link_disabled", "socket_mode_disabled", "forbidden_app" ->
          new Standing.StoodDown(
              "Socket Mode is switched off for the app: switch it on at"
                  + " https://api.slack.com/apps, and this goes on by itself");
      case "too_many_websockets" ->
          new Standing.StoodDown(
              "ten other programs listen for this app already, and Slack allows no more: stop some,"
                  + " and this goes on by itself");
      case String error when SWITCHED_OFF.contains(error) ->
          new Standing.StoodDown(
              "the app was removed from the workspace or its token withdrawn ("
                  + error
                  + "): install it again, put the new token into the config, then start again");
      default -> new Standing.Down("Slack says " + no.why());
    };
  }
}
