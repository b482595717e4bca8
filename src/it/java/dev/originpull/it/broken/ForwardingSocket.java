package dev.originpull.it.broken;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;

/** A socket that is another one, as far as TLS on top of it asks. */
abstract class ForwardingSocket extends Socket {
    private final Socket tcp;

    ForwardingSocket(Socket tcp) {
        this.tcp = tcp;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return tcp.getInputStream();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return tcp.getOutputStream();
    }

    @Override
    public boolean isConnected() {
        return tcp.isConnected();
    }

    @Override
    public boolean isClosed() {
        return tcp.isClosed();
    }

    @Override
    public InetAddress getInetAddress() {
        return tcp.getInetAddress();
    }

    @Override
    public int getPort() {
        return tcp.getPort();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return tcp.getRemoteSocketAddress();
    }

    @Override
    public synchronized void setSoTimeout(int millis) throws SocketException {
        tcp.setSoTimeout(millis);
    }

    @Override
    public synchronized int getSoTimeout() throws SocketException {
        return tcp.getSoTimeout();
    }

    @Override
    public synchronized void close() throws IOException {
        tcp.close();
    }
}
