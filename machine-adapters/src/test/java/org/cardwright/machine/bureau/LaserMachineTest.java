package org.cardwright.machine.bureau;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A simulated laser marks the plastic that lies before it, when that is the one of which it was told. */
class LaserMachineTest {

    private static final String LAST = " executed=\"";

    private final Plastic plastic = new Plastic("P1");
    private final List<String> left = Collections.synchronizedList(new ArrayList<>());

    private final class Table implements Trays {

        @Override
        public boolean holds(ControlNumber wanted) {
            return true;
        }

        @Override
        public Optional<Plastic> take(ControlNumber wanted) {
            return Optional.of(plastic);
        }

        @Override
        public void leave(Plastic gone, Tray tray) {
            left.add(tray + " " + gone.lines());
        }
    }

    private String talked(String told, String destination) throws IOException {
        LaserMachine.Work work = new LaserMachine.Work(new Table(), (card, said) -> said);
        try (LaserMachine laser = new LaserMachine("engraving", new FaultPlan(1, 0), new Pace(1, 2, 0), work);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), laser.port())) {
            say(socket, "<command name=\"getstatus\" Id=\"0000007-1\"/>", "card=\"present\"/>");
            say(socket, "<command name=\"movecard\" destination=\"Laser\"/>", LAST);
            say(socket, "<text Text=\"ANNA\"/>", "<command valid=\"true\"/>");
            String answer = say(socket, "<marklayout Id=\"" + told + "\"/>", LAST);
            say(socket, "<command name=\"movecard\" destination=\"" + destination + "\"/>", LAST);
            return answer;
        }
    }

    private static String say(Socket socket, String what, String last) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(what.getBytes(StandardCharsets.US_ASCII));
        out.flush();
        InputStream in = socket.getInputStream();
        StringBuilder heard = new StringBuilder();
        while (!(heard.toString().contains(last) && heard.toString().endsWith("/>"))) {
            int c = in.read();
            assertThat(c).as(heard.toString()).isNotNegative();
            heard.append((char) c);
        }
        return heard.toString();
    }

    @Test
    void it_marks_the_plastic_of_which_it_was_told() throws IOException {
        plastic.mark(new ControlNumber(7, 1));
        assertThat(talked("0000007-1", "Stacker")).contains("executed=\"true\"");
        assertThat(left).containsExactly("GOOD [ANNA]");
    }

    @Test
    void a_plastic_of_another_card_is_left_as_it_is() throws IOException {
        plastic.mark(new ControlNumber(8, 1));
        assertThat(talked("0000007-1", "Reject")).contains("executed=\"false\"");
        assertThat(left).containsExactly("REJECT []");
    }
}
