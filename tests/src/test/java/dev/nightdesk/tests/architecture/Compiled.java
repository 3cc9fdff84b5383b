package dev.nightdesk.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// Compiles sources that stand in a test as text, so that a rule and what breaks it can be read
/// together.
final class Compiled {
  private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
  private static final Pattern TYPE = Pattern.compile("(?:class|record|interface) (\\w+)");

  private Compiled() {}

  /// @param sources each with its package and one top-level type
  /// @param folder where the class files go
  static JavaClasses of(List<String> sources, Path folder) throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var complaints = new StringWriter();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      var options =
          List.of(
              "-d",
              folder.toString(),
              "-proc:none",
              "-classpath",
              System.getProperty("java.class.path"));
      var units = sources.stream().map(Source::new).toList();
      boolean well = compiler.getTask(complaints, files, null, options, null, units).call();
      assertThat(well).as("%s", complaints).isTrue();
    }
    return new ClassFileImporter().importPath(folder);
  }

  /// The full name of a source's type.
  static String name(String source) {
    return first(PACKAGE, source) + "." + first(TYPE, source);
  }

  private static String first(Pattern pattern, String source) {
    var match = pattern.matcher(source);
    if (!match.find()) {
      throw new IllegalArgumentException("no " + pattern + " in " + source);
    }
    return match.group(1);
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(
          URI.create("memory:///" + name(text).replace('.', '/') + ".java"),
          JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
