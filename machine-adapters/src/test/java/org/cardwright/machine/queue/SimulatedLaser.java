package org.cardwright.machine.queue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A laser at a real socket: it takes one XML element after the other and answers as a test says, with faults. Machine formats B5. */
final class SimulatedLaser implements AutoCloseable {

    private static final String TAKEN = "<command valid=\"true\"/>";
    private static final Pattern NAME = Pattern.compile("name=\"(\\w+)\"");
    private static final Pattern ID = Pattern.compile("Id=\"([^\"]+)\"");

    private final ServerSocket server = new ServerSocket(0, 4, InetAddress.getLoopbackAddress());
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, String> faults = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Thread thread = new Thread(this::serve, "laser");
    private String end = "";
    private volatile boolean hurried;

    SimulatedLaser() throws IOException {
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    /** What it says, once, to the next element with that text. */
    SimulatedLaser answers(String element, String answer) {
        faults.put(element, answer);
        return this;
    }

    /** It says beside the end of each command that it is done. */
    SimulatedLaser ends(String answer) {
        end = answer;
        return this;
    }

    /** The elements that it has got, in order. */
    List<String> said() {
        return List.copyOf(said);
    }

    /** True when somebody said something before the answer to what was said before. */
    boolean wasHurried() {
        return hurried;
    }

    private void serve() {
        try {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    talk(socket);
                }
            }
        } catch (SocketException closed) {
            // the test is over
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void talk(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        OutputStream out = socket.getOutputStream();
        StringBuilder element = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            element.append((char) c);
            if (c == '>') {
                String whole = element.toString().strip();
                element.setLength(0);
                said.add(whole);
                hurried |= in.available() > 1;
                out.write(answer(whole).getBytes(StandardCharsets.US_ASCII));
                out.flush();
            }
        }
    }

    private String answer(String element) {
        for (String fault : List.copyOf(faults.keySet())) {
            if (element.contains(fault)) {
                return faults.remove(fault);
            }
        }
        if (element.startsWith("<entity")) {
            return TAKEN;
        }
        String name = found(NAME, element);
        String id = ID.matcher(element).find() ? " Id=\"" + found(ID, element) + "\"" : "";
        return name.equals("getstatus")
                ? TAKEN + "<command name=\"getstatus\"" + id + " status=\"Ready\" card=\"present\"/>"
                : TAKEN + "<command name=\"" + name + "\"" + id + " executed=\"true\"/>" + end;
    }

    private static String found(Pattern pattern, String element) {
        Matcher matcher = pattern.matcher(element);
        return matcher.find() ? matcher.group(1) : "";
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
