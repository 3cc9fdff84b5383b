package dev.nightdesk.tests.discord;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/// Runs what a route asks for. Guarded by the world's lock.
final class RestApi {
  private final MessageApi messages;
  private final ChannelApi channels;
  private final InteractionApi interactions;

  RestApi(World world) {
    this.messages = new MessageApi(world);
    this.channels = new ChannelApi(world);
    this.interactions = new InteractionApi(world, messages);
  }

  /// The answer's body; null when there is none.
  @Nullable JsonNode run(String name, Call call) {
    return switch (name) {
      case "me" -> channels.me();
      case "user" -> channels.user(call);
      case "application" -> channels.application();
      case "gateway", "gatewayBot" -> channels.gateway();
      case "openDm" -> channels.openDm(call);
      case "getChannel" -> channels.get(call);
      case "editChannel" -> channels.patch(call);
      case "createMessage" -> messages.create(call);
      case "listMessages" -> messages.list(call);
      case "getMessage" -> messages.get(call);
      case "editMessage" -> messages.edit(call);
      case "deleteMessage" -> messages.delete(call);
      case "startThread" -> messages.startThread(call);
      case "openThread" -> messages.openThread(call);
      case "activeThreads" -> channels.activeThreads(call);
      case "joinThread" -> channels.join(call);
      case "typing" -> channels.typing(call);
      case "react" -> messages.react(call, true);
      case "unreact" -> messages.react(call, false);
      case "listCommands" -> channels.listCommands(call);
      case "putCommands" -> channels.putCommands(call);
      case "postCommand" -> channels.postCommand(call);
      case "deleteCommand" -> channels.deleteCommand(call);
      case "callback" -> interactions.callback(call);
      case "followUp" -> interactions.followUp(call);
      case "getAnswer" -> interactions.get(call);
      case "editAnswer" -> interactions.edit(call);
      case "deleteAnswer" -> interactions.delete(call);
      default -> throw new IllegalStateException("a route without a deed: " + name);
    };
  }
}
