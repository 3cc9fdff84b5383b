package dev.nightdesk.tests.slack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;

/// Server sockets that send at once. The test server writes head and body of an answer separately;
/// with Nagle's algorithm each answer then took 44 ms (measured) instead of well under one.
final class PromptSockets extends ServerSocketFactory {
  private final List<Socket> accepted = new CopyOnWriteArrayList<>();

  private final class Prompt extends ServerSocket {
    Prompt() throws IOException {
      super();
    }

    @Override
    public Socket accept() throws IOException {
      var socket = super.accept();
      socket.setTcpNoDelay(true);
      accepted.add(socket);
      return socket;
    }
  }

  /// Cuts a connection without a word.
  ///
  /// @param connection counted from 0 in the order they came, as the test server counts
  void cut(int connection) {
    try {
      accepted.get(connection).close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public ServerSocket createServerSocket() throws IOException {
    return new Prompt();
  }

  @Override
  public ServerSocket createServerSocket(int port) {
    throw new UnsupportedOperationException("the test server binds by itself");
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog) {
    throw new UnsupportedOperationException("the test server binds by itself");
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
    throw new UnsupportedOperationException("the test server binds by itself");
  }
}
