package dev.nightdesk.tests.world;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/// What is below a folder while others write there: what is not there yet, or any more, is left
/// out.
public final class Below {
  private Below() {}

  /// Every file and folder, down to a depth; those directly in it are at depth 1.
  public static Stream<Path> of(Path folder, int depth) {
    return depth == 0
        ? Stream.of()
        : Stream.ofNullable(folder.toFile().listFiles())
            .flatMap(Arrays::stream)
            .map(File::toPath)
            .flatMap(child -> Stream.concat(Stream.of(child), of(child, depth - 1)));
  }
}
