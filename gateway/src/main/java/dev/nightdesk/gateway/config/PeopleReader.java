package dev.nightdesk.gateway.config;

import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.gateway.config.Config.Member;
import dev.nightdesk.gateway.desk.Person;
import dev.nightdesk.gateway.desk.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads `people`. Everybody has a name of their own, a role, and at least one platform's id, which
/// nobody else has.
final class PeopleReader {
  static final int MAX_NAME_LENGTH = 40;

  private static final Pattern NAME =
      Pattern.compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{N} ._-]*[\\p{L}\\p{N}.])?");

  private static final Map<String, Role> ROLES = new LinkedHashMap<>();

  static {
    ROLES.put("owner", Role.OWNER);
    ROLES.put("operator", Role.OPERATOR);
    ROLES.put("viewer", Role.VIEWER);
  }

  /// What an id looks like there. None is a name: names change hands.
  private enum Platform {
    TELEGRAM("[1-9][0-9]{0,18}", "a number above zero, like 111222333"),
    SLACK("[UW][A-Z0-9]{2,30}", "a member id, like U0AAA"),
    DISCORD("[1-9][0-9]{0,19}", "a number, like 222333444555666777");

    private final Pattern form;
    private final String words;

    Platform(String form, String words) {
      this.form = Pattern.compile(form);
      this.words = words;
    }

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Map<String, Spot> names = new HashMap<>();
  private final Map<String, Spot> ids = new HashMap<>();

  private PeopleReader() {}

  static List<Member> read(Section root) {
    var reader = new PeopleReader();
    var members = new ArrayList<Member>();
    for (Section entry : root.sections("people")) {
      reader.member(entry).ifPresent(members::add);
    }
    boolean owned = members.stream().anyMatch(one -> one.person().role() == Role.OWNER);
    if (!members.isEmpty() && !owned) {
      root.value("people")
          .orElseThrow()
          .warn(
              "nobody here is an owner.",
              "Give one person role: owner. Else the desk belongs to whoever sits at the console, if it"
                  + " is enabled, or brings the code that serve prints while there is no owner.");
    }
    return members;
  }

  private Optional<Member> member(Section entry) {
    var name = entry.required("name", "Give everybody a name: it is what the audit shows.");
    var role = entry.required("role", "Write owner, operator or viewer.");
    var known = ids(entry);
    entry.end();
    var called = name.flatMap(this::name);
    var may = role.flatMap(value -> value.oneOf(ROLES));
    return called.isEmpty() || may.isEmpty()
        ? Optional.empty()
        : Optional.of(new Member(new Person(called.get(), may.get()), known));
  }

  private Optional<String> name(Value value) {
    var text = value.text();
    if (text.isEmpty()) {
      return text;
    }
    if (text.get().length() > MAX_NAME_LENGTH || !NAME.matcher(text.get()).matches()) {
      value.error(
          value.shown() + " cannot be a name.",
          "Use letters, digits and spaces, at most " + MAX_NAME_LENGTH + ".");
      return Optional.empty();
    }
    var before = names.putIfAbsent(text.get().toLowerCase(Locale.ROOT), value.spot());
    if (before != null) {
      value.error(
          "somebody in line " + before.line() + " is called that too.",
          "Give each a name of their own.");
    }
    return text;
  }

  private Map<ChannelId, String> ids(Section entry) {
    var known = new HashMap<ChannelId, String>();
    boolean any = false;
    for (Platform platform : Platform.values()) {
      var value = entry.value(platform.key());
      any |= value.isPresent();
      value
          .flatMap(it -> id(platform, it))
          .ifPresent(id -> known.put(new ChannelId(platform.key()), id));
    }
    if (!any) {
      entry.error(
          "without an id nobody can tell who this is.",
          "Add telegram: \"…\". You do not know it? Leave the person out and pair them: while nobody"
              + " owns the desk serve prints a code, and an owner's /pair makes one for others.");
    }
    return known;
  }

  private Optional<String> id(Platform platform, Value value) {
    var text = value.text();
    if (text.isEmpty()) {
      return text;
    }
    if (!platform.form.matcher(text.get()).matches()) {
      value.error(
          value.shown() + " is not an id there.",
          "Write " + platform.words + ": the id, not the name, which can change hands.");
      return Optional.empty();
    }
    var before = ids.putIfAbsent(platform + ":" + text.get(), value.spot());
    if (before != null) {
      value.error(
          "the person in line " + before.line() + " has this id too.",
          "An id belongs to one person: keep one of the two.");
    }
    return text;
  }
}
