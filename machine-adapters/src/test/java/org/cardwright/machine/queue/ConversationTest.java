package org.cardwright.machine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.language.CardCommands.Command;
import org.cardwright.machine.language.CardCommands.Ends;
import org.cardwright.machine.language.CardTexts;
import org.cardwright.machine.language.JobCard;
import org.cardwright.machine.queue.CardAnswer.Outcome;
import org.cardwright.machine.queue.Delivery.Meaning;
import org.cardwright.machine.queue.Delivery.Says;
import org.junit.jupiter.api.Test;

/** A laser acknowledges every command at once, and says later what was executed. Machine formats B5. */
class ConversationTest {

    private static final JobCard CARD = new JobCard(4, "0000009-1", CardTexts.of(java.util.Map.of()));
    private static final String VALID = "<command valid=\"true\"/>";
    private static final String MOVED = "<command name=\"MoveCard\" executed=\"true\"/>";
    private static final String MARKED = "<command name=\"MarkLayout\" executed=\"true\"/>";
    private static final Delivery.Dialogue LASER = new Delivery.Dialogue(
            Delivery.Unit.ELEMENT,
            ByteString.EMPTY,
            Pattern.compile(""),
            List.of(
                    new Meaning(Pattern.compile(".*valid=.true.*"), Says.WAIT),
                    new Meaning(Pattern.compile(".*MoveCard. executed=.true.*"), Says.END),
                    new Meaning(Pattern.compile(".*MarkLayout. executed=.true.*"), Says.OK),
                    new Meaning(Pattern.compile(".*name=.(?<command>Flip\\w+). executed=.true.*"), Says.OK),
                    new Meaning(Pattern.compile(".*executed=.false. error=.(?<error>[^\"]*).*"), Says.REJECT)),
            false);

    private static Conversation heard(String... answers) {
        return heard("marklayout", Ends.DONE, answers);
    }

    private static Conversation heard(String command, Ends ends, String... answers) {
        Conversation conversation = new Conversation(LASER, CARD, new Command("", command, ends));
        for (String answer : answers) {
            assertThat(conversation.isOver()).isFalse();
            conversation.hear(answer);
        }
        return conversation;
    }

    @Test
    void is_over_when_the_marked_card_has_been_moved_on() {
        assertThat(heard(VALID, VALID, VALID, MOVED, MARKED).isOver()).isFalse();
        Conversation over = heard(VALID, MOVED, VALID, MARKED, VALID, MOVED);
        assertThat(over.isOver()).isTrue();
        assertThat(over.answer()).isEqualTo(new CardAnswer(4, "0000009-1", Outcome.OK, "", ""));
    }

    @Test
    void a_failed_marking_is_a_reject_with_its_code() {
        Conversation failed = heard("<command name=\"MarkLayout\" executed=\"false\" error=\"E-7\"/>", MOVED);
        assertThat(failed.answer()).isEqualTo(new CardAnswer(4, "0000009-1", Outcome.REJECT, "E-7", ""));
        String number = "<command name=\"MarkLayout\" executed=\"false\" error=\"9999990000000014\"/>";
        assertThat(heard(number).answer().error()).isEmpty();
    }

    @Test
    void two_outcomes_are_none() {
        Conversation both = heard(MARKED, "<command name=\"MarkLayout\" executed=\"false\" error=\"E\"/>");
        assertThat(both.isOver()).isTrue();
        assertThat(both.answer().outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void an_answer_about_another_command_is_none_about_this_one() {
        String flipped = "<command name=\"FlipCard\" executed=\"true\"/>";
        assertThat(heard("flipcard", Ends.DONE, flipped, MOVED).isDone()).isTrue();
        Conversation other = heard("movecard", Ends.DONE, flipped);
        assertThat(other.isInStep()).isFalse();
        assertThat(other.answer().error()).isEqualTo("other-command");
    }

    @Test
    void what_needs_only_to_be_taken_is_done_when_it_is_taken() {
        assertThat(heard("", Ends.ACKNOWLEDGED, VALID).isDone()).isTrue();
        Conversation refused = heard("", Ends.ACKNOWLEDGED, "<command executed=\"false\" error=\"E\"/>", MOVED);
        assertThat(refused.isDone()).isFalse();
        assertThat(refused.isInStep()).isTrue();
    }

    @Test
    void silence_behind_an_outcome_keeps_it_and_ends_the_line() {
        Conversation conversation = heard(MARKED);
        conversation.silent();
        assertThat(conversation.answer().outcome()).isEqualTo(Outcome.OK);
        assertThat(conversation.isInStep()).isFalse();
    }
}
