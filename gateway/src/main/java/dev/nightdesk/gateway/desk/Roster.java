package dev.nightdesk.gateway.desk;

import dev.nightdesk.adapters.Inbound;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Takes people off the list again (OVER-2).
final class Roster {
  /// People named in one answer; `nightdesk check` knows who stands in the config.
  static final int MAX_LISTED = 30;

  private Roster() {}

  /// An owner takes somebody off who came by pairing. Their sessions go on, and nothing more of
  /// them goes to where they were spoken to alone.
  static void unpair(Draft draft, Person owner, Inbound.Said said, String name) {
    if (said.reach() != Inbound.Reach.PRIVATE) {
      Doorkeeper.reply(draft, said, "Tell me that in our private chat.");
      return;
    }
    var everybody = draft.view.everybody();
    var gone =
        everybody.stream().filter(it -> it.name().equalsIgnoreCase(name.strip())).findFirst();
    if (gone.isEmpty()) {
      Doorkeeper.reply(draft, said, whom(draft, everybody, name.strip()));
    } else if (draft.view.isConfigured(gone.get().name())) {
      Doorkeeper.reply(
          draft,
          said,
          gone.get().name()
              + " stands in the config: take them out of `people` there, and start me again.");
    } else if (gone.get().name().equals(owner.name())) {
      Doorkeeper.reply(
          draft,
          said,
          "You cannot take yourself off the list. Another owner can: /pair owner lets one in.");
    } else {
      takeOff(draft, owner, said, gone.get());
    }
  }

  private static void takeOff(Draft draft, Person owner, Inbound.Said said, Person gone) {
    draft.change(new Change.DropPerson(gone.name()));
    draft.audit(owner.name(), "unpaired", gone.name());
    // They may have seen its code.
    boolean window = draft.view.pairing().filter(it -> it.isOpen(draft.at)).isPresent();
    if (window) {
      draft.change(new Change.PutPairing(null));
    }
    long going =
        draft.view.tended().stream()
            .filter(session -> session.origin().person().equals(gone.name()))
            .count();
    Doorkeeper.reply(
        draft,
        said,
        gone.name()
            + " is off the list: they can neither look nor command, and I write nothing more to them"
            + " alone."
            + (going == 0
                ? ""
                : " "
                    + Words.count(Math.toIntExact(going), "session")
                    + " of theirs "
                    + (going == 1 ? "goes" : "go")
                    + " on: /agents shows what there is, /stop <id> ends one.")
            + (window ? " The open pairing code is void too; /pair gives another." : ""));
  }

  private static String whom(Draft draft, List<Person> everybody, String name) {
    String list =
        everybody.stream()
            .limit(MAX_LISTED)
            .map(person ->
                "- "
                    + person.name()
                    + " · "
                    + person.role().name().toLowerCase(Locale.ROOT)
                    + (draft.view.isConfigured(person.name()) ? " · in the config" : " · paired"))
            .collect(Collectors.joining("\n"));
    int more = everybody.size() - MAX_LISTED;
    return (name.isEmpty() ? "" : "Nobody here goes by that name. ")
        + "Write /unpair and a name. On the list:\n"
        + list
        + (more > 0 ? "\n- and " + more + " more" : "");
  }
}
