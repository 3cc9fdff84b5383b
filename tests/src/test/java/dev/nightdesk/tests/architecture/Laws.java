package dev.nightdesk.tests.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/// What may know what, subject by subject. Every law stands beside code that breaks it.
final class Laws {
  private static final String ADAPTERS = "dev.nightdesk.adapters";
  private static final String SESSIONS = "dev.nightdesk.sessions";
  private static final String GATEWAY = "dev.nightdesk.gateway";
  private static final String TESTS = "dev.nightdesk.tests";

  /// The demo's agent is a program of its own, with a clock of its own.
  private static final String AGENT_PROGRAM = SESSIONS + ".scripted..";

  /// What the channels that make calls have in common, and nobody else needs.
  private static final String HTTP = ADAPTERS + ".http..";

  private static final String WIRING = GATEWAY + ".Wiring";
  private static final String MAIN = GATEWAY + ".Main";

  /// @param breaches sources, each of which must be named when the rule looks at them
  record Law(String words, ArchRule rule, List<String> breaches) {
    Law(String words, ArchRule rule, String... breaches) {
      this(words, rule.as(words), List.of(breaches));
    }

    @Override
    public String toString() {
      return words;
    }
  }

  private Laws() {}

  static Stream<Law> all() {
    return Stream.of(roots(), arrows(), purity(), libraries(), makers(), shapes())
        .flatMap(List::stream);
  }

  private static List<Law> roots() {
    return List.of(
        new Law(
            "the language of chat is written in Java alone",
            languageOf(ADAPTERS),
            """
            package dev.nightdesk.adapters;
            class KnowsALogger { org.slf4j.Logger log; }
            """,
            """
            package dev.nightdesk.adapters;
            class KnowsAChannel { dev.nightdesk.adapters.console.ConsoleAdapter one; }
            """),
        new Law(
            "the language of agents is written in Java alone",
            languageOf(SESSIONS),
            """
            package dev.nightdesk.sessions;
            class KnowsJson { com.fasterxml.jackson.databind.JsonNode node; }
            """,
            """
            package dev.nightdesk.sessions;
            class KnowsAnAgent { dev.nightdesk.sessions.claude.ClaudeCode one; }
            """));
  }

  private static ArchRule languageOf(String root) {
    return classes()
        .that()
        .resideInAPackage(root)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(root, "java..", "org.jspecify..");
  }

  private static List<Law> arrows() {
    return List.of(
        new Law(
            "no channel knows another",
            slices()
                .matching(ADAPTERS + ".(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(alwaysTrue(), resideInAnyPackage(ADAPTERS + ".text..", HTTP)),
            """
            package dev.nightdesk.adapters.slack;
            class KnowsAnother { dev.nightdesk.adapters.telegram.TelegramAdapter other; }
            """,
            """
            package dev.nightdesk.adapters.text;
            class KnowsOne { dev.nightdesk.adapters.console.ConsoleAdapter one; }
            """,
            """
            package dev.nightdesk.adapters.http;
            class KnowsOneThatCalls { dev.nightdesk.adapters.slack.SlackAdapter one; }
            """),
        new Law(
            "channels know neither agents nor the gateway",
            stranger(ADAPTERS, SESSIONS, GATEWAY, TESTS),
            """
            package dev.nightdesk.adapters.telegram;
            class KnowsAgents { dev.nightdesk.sessions.SessionId session; }
            """,
            """
            package dev.nightdesk.adapters.telegram;
            class KnowsTheDesk { dev.nightdesk.gateway.desk.State state; }
            """),
        new Law(
            "agents know neither channels nor the gateway",
            stranger(SESSIONS, ADAPTERS, GATEWAY, TESTS),
            """
            package dev.nightdesk.sessions.host;
            class KnowsChannels { dev.nightdesk.adapters.Card card; }
            """,
            """
            package dev.nightdesk.sessions.host;
            class KnowsTheStore { dev.nightdesk.gateway.store.Store store; }
            """),
        new Law(
            "the gateway knows no test",
            stranger(GATEWAY, TESTS),
            """
            package dev.nightdesk.gateway.flow;
            class KnowsATest { dev.nightdesk.tests.world.World world; }
            """),
        new Law(
            "the journal knows no process and no agent's language",
            stranger(SESSIONS + ".journal", SESSIONS + ".host", SESSIONS + ".claude"),
            """
            package dev.nightdesk.sessions.journal;
            class KnowsTheHost { dev.nightdesk.sessions.host.LocalHost host; }
            """),
        new Law(
            "the host knows no agent's language",
            stranger(SESSIONS + ".host", SESSIONS + ".claude", SESSIONS + ".scripted"),
            """
            package dev.nightdesk.sessions.host;
            class KnowsClaude { dev.nightdesk.sessions.claude.ClaudeCode one; }
            """),
        new Law(
            "the gateway's parts know the languages, and only what joins them knows who speaks",
            noClasses()
                .that()
                .resideInAnyPackage(GATEWAY + ".desk..", GATEWAY + ".store..", GATEWAY + ".flow..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                    ADAPTERS + ".telegram..",
                    ADAPTERS + ".slack..",
                    ADAPTERS + ".discord..",
                    ADAPTERS + ".console..",
                    SESSIONS + ".host..",
                    SESSIONS + ".claude..",
                    SESSIONS + ".scripted.."),
            """
            package dev.nightdesk.gateway.flow;
            class KnowsTelegram { dev.nightdesk.adapters.telegram.TelegramAdapter one; }
            """));
  }

  private static ArchRule stranger(String who, String... others) {
    return noClasses()
        .that()
        .resideInAPackage(who + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(Stream.of(others).map(it -> it + "..").toArray(String[]::new));
  }

  private static List<Law> purity() {
    return List.of(
        new Law(
            "what decides does no I/O, starts no thread and writes no log",
            classes()
                .that(decide())
                .should()
                .onlyDependOnClassesThat(
                    resideInAPackage("java.lang..")
                        .or(resideInAPackage("java.util"))
                        .or(resideInAPackage("java.util.function"))
                        .or(resideInAPackage("java.util.regex"))
                        .or(resideInAPackage("java.util.stream"))
                        .or(resideInAPackage("java.time.."))
                        .or(resideInAPackage("org.jspecify.."))
                        .or(resideInAPackage("com.fasterxml.jackson.."))
                        .or(resideInAPackage(ADAPTERS))
                        .or(resideInAPackage(ADAPTERS + ".text"))
                        .or(resideInAPackage(SESSIONS))
                        .or(decide())),
            """
            package dev.nightdesk.gateway.desk;
            class ReadsFiles { java.nio.file.Path file; }
            """,
            """
            package dev.nightdesk.gateway.desk;
            class Logs { org.slf4j.Logger log; }
            """,
            """
            package dev.nightdesk.gateway.desk;
            class Locks { Object lock = new java.util.concurrent.locks.ReentrantLock(); }
            """,
            """
            package dev.nightdesk.gateway.schedule;
            class AsksTheStore { dev.nightdesk.gateway.store.Store store; }
            """),
        new Law(
            "what decides knows no thread, no chance and nothing of its surroundings",
            noClasses()
                .that(decide())
                .should()
                .accessTargetWhere(target("a thread, chance or the surroundings", Deeds::isImpure)),
            """
            package dev.nightdesk.gateway.desk;
            class Waits { void it() throws Exception { Thread.yield(); } }
            """,
            """
            package dev.nightdesk.gateway.desk;
            class Throws { Object dice = java.util.UUID.randomUUID(); }
            """,
            """
            package dev.nightdesk.gateway.desk;
            class Mutters { void it() { System.out.println(); } }
            """),
        new Law(
            "the system's clock is read where things are put together",
            noClasses()
                .that()
                .resideOutsideOfPackage(AGENT_PROGRAM)
                .and(areNot(WIRING, MAIN))
                .should()
                .accessTargetWhere(target("the system's clock", Deeds::readsTheClock)),
            """
            package dev.nightdesk.gateway.flow;
            class Looks { Object now = java.time.Instant.now(); }
            """,
            """
            package dev.nightdesk.gateway.flow;
            class PointsAtIt { java.util.function.LongSupplier nanos = System::nanoTime; }
            """,
            """
            package dev.nightdesk.sessions.host;
            class TakesOne { Object clock = java.time.Clock.systemUTC(); }
            """));
  }

  private static DescribedPredicate<JavaClass> decide() {
    return resideInAPackage(GATEWAY + ".desk..").or(resideInAPackage(GATEWAY + ".schedule.."));
  }

  private static List<Law> libraries() {
    return List.of(
        onlyIn(
            "only the store knows databases",
            GATEWAY + ".store..",
            List.of("java.sql..", "javax.sql..", "org.jdbi..", "org.sqlite..", "org.postgresql.."),
            """
            package dev.nightdesk.gateway.flow;
            class KnowsJdbc { java.sql.Connection connection; }
            """,
            """
            package dev.nightdesk.gateway;
            class KnowsJdbi { org.jdbi.v3.core.Handle handle; }
            """),
        onlyIn(
            "only the web knows Javalin",
            GATEWAY + ".web..",
            List.of("io.javalin..", "jakarta.servlet..", "org.eclipse.jetty.."),
            """
            package dev.nightdesk.gateway;
            class KnowsJavalin { io.javalin.Javalin server; }
            """),
        onlyIn(
            "only the Telegram channel knows Telegram's library",
            ADAPTERS + ".telegram..",
            List.of("org.telegram.."),
            """
            package dev.nightdesk.adapters.console;
            class KnowsTelegrams { org.telegram.telegrambots.meta.api.objects.Update update; }
            """),
        onlyIn(
            "only the Discord channel knows Discord's library",
            ADAPTERS + ".discord..",
            List.of("net.dv8tion..", "com.neovisionaries.."),
            """
            package dev.nightdesk.adapters.console;
            class KnowsDiscord { net.dv8tion.jda.api.JDA jda; }
            """),
        onlyIn(
            "only the Slack channel knows Slack's library",
            ADAPTERS + ".slack..",
            List.of("com.slack..", "com.google.gson..", "org.java_websocket.."),
            """
            package dev.nightdesk.adapters.telegram;
            class KnowsSlacks { com.slack.api.SlackConfig config; }
            """),
        new Law(
            "only channels that make calls of their own know how calls are made",
            noClasses()
                .that()
                .resideOutsideOfPackages(
                    HTTP, ADAPTERS + ".telegram..", ADAPTERS + ".slack..", ADAPTERS + ".discord..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("okhttp3..", HTTP),
            """
            package dev.nightdesk.adapters.console;
            class MakesCalls { okhttp3.OkHttpClient http; }
            """,
            """
            package dev.nightdesk.adapters.text;
            class ReadsAnswers { dev.nightdesk.adapters.http.Fields fields; }
            """,
            """
            package dev.nightdesk.gateway.flow;
            class TellsWhyNot { dev.nightdesk.adapters.http.Fields.Missing why; }
            """));
  }

  private static Law onlyIn(String words, String home, List<String> library, String... breaches) {
    return new Law(
        words,
        noClasses()
            .that()
            .resideOutsideOfPackage(home)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(library.toArray(String[]::new)),
        breaches);
  }

  private static List<Law> makers() {
    return List.of(
        new Law(
            "only the host, shells and worktrees start processes",
            noClasses()
                .that()
                .resideOutsideOfPackages(
                    SESSIONS + ".host..", SESSIONS + ".shell..", SESSIONS + ".worktree..")
                .should()
                .accessTargetWhere(target("the start of a process", Deeds::startsAProcess)),
            """
            package dev.nightdesk.gateway.flow;
            class Starts { Object made = new ProcessBuilder("true"); }
            """,
            """
            package dev.nightdesk.adapters.console;
            class Runs { void it() throws Exception { Runtime.getRuntime().exec(new String[0]); } }
            """),
        new Law(
            "only the wiring makes channels and hosts",
            noClasses()
                .that(areNot(WIRING))
                .should()
                .accessTargetWhere(target("the making of a channel or a host", Deeds::makesAPart)),
            """
            package dev.nightdesk.gateway.flow;
            class Makes extends Thread {
              Object made(java.io.Reader in, java.io.PrintStream out) {
                return new dev.nightdesk.adapters.telegram.TelegramAdapter(null, null);
              }
            }
            """,
            """
            package dev.nightdesk.gateway.flow;
            class Opens {
              Object it() throws Exception {
                return dev.nightdesk.sessions.host.LocalHost.open(null, null, null, null, null);
              }
            }
            """));
  }

  private static List<Law> shapes() {
    return List.of(
        new Law(
            "packages know each other in one direction",
            slices().matching("dev.nightdesk.(**)").should().beFreeOfCycles(),
            """
            package dev.nightdesk.gateway.schedule;
            public class Chicken { dev.nightdesk.gateway.routines.Egg egg; }
            """,
            """
            package dev.nightdesk.gateway.routines;
            public class Egg { dev.nightdesk.gateway.schedule.Chicken chicken; }
            """),
        new Law(
            "what may be null says so",
            classes().should(resideInANullMarkedPackage()),
            """
            package dev.nightdesk.gateway.routines;
            class SaysNothing {}
            """),
        new Law(
            "waiting is written as waiting",
            noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.concurrent.CompletableFuture")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.concurrent.CompletionStage")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("reactor..", "io.reactivex..", "org.reactivestreams.."),
            """
            package dev.nightdesk.gateway.flow;
            class Promises { java.util.concurrent.CompletableFuture<String> later; }
            """));
  }

  private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
    return new ArchCondition<>("reside in a package marked @NullMarked") {
      @Override
      public void check(JavaClass it, ConditionEvents events) {
        boolean marked = it.getPackage().isAnnotatedWith(NullMarked.class);
        events.add(new SimpleConditionEvent(it, marked, it.getName() + " is not null-marked"));
      }
    };
  }

  private static DescribedPredicate<JavaClass> areNot(String... names) {
    return DescribedPredicate.describe(
        "not " + String.join(" or ", names),
        it -> Stream.of(names).noneMatch(name -> it.getName().equals(name)));
  }

  private static DescribedPredicate<JavaAccess<?>> target(
      String words, Predicate<JavaAccess<?>> is) {
    return DescribedPredicate.describe("the target is " + words, is);
  }
}
