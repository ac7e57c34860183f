package org.cardwright.machine.queue;

import org.cardwright.formats.MalformedFileException;
import org.cardwright.machine.language.DelimitedLanguage;
import org.cardwright.machine.language.LaserLanguage;
import org.cardwright.machine.language.MachineLanguage;
import org.cardwright.machine.language.MailerLanguage;
import org.cardwright.machine.queue.xml.XmlMachine;

/** What must agree between the language of a machine, its character set and how it is fed. */
final class LanguageRules {

    private static final String UTF_8 = "UTF-8";

    private final MachineDefinitionFile.Refusal refusal;

    LanguageRules(MachineDefinitionFile.Refusal refusal) {
        this.refusal = refusal;
    }

    void require(XmlMachine xml, MachineLanguage language) throws MalformedFileException {
        boolean wide = language instanceof LaserLanguage || language instanceof DelimitedLanguage;
        refusal.require(
                wide || !UTF_8.equals(xml.getCharset()),
                xml,
                "columns and positions are bytes: UTF-8 is for laser and delimited only");
        if (language instanceof LaserLanguage laser) {
            laser(xml, laser);
        }
        if (language instanceof MailerLanguage mailer) {
            mailer(xml, mailer);
        }
        if (language instanceof DelimitedLanguage delimited) {
            char mark = delimited.marks().delimiter();
            boolean free = Character.isLetterOrDigit(mark) || mark == '"' || mark == ' ' || mark < ' ' || mark > '~';
            refusal.require(!free || mark == '\t', xml.getDelimited(), "a delimiter is a mark that texts do not need");
        }
    }

    private void laser(XmlMachine xml, LaserLanguage laser) throws MalformedFileException {
        boolean file = !laser.document().root().isEmpty();
        boolean socket = xml.getSocket() != null;
        refusal.require(
                file != socket, xml.getLaser(), "a root stands around the commands of a file, and of no socket");
        refusal.require(
                !file || !xml.getCharset().startsWith("ISO"), xml.getLaser(), "the file says that it is in UTF-8");
        refusal.require(
                !file || laser.moves().reject().isEmpty(),
                xml.getLaser(),
                "in a file nothing is said of a card that could not be marked");
        refusal.require(
                file
                        || laser.moves().good().isEmpty()
                        || !laser.moves().reject().isEmpty(),
                xml.getLaser(),
                "a card that could not be marked needs a way of its own: reject");
        refusal.require(
                file || xml.getSocket().getAsk() != null,
                xml,
                "a laser does not see whether it has a card: it is asked before each");
    }

    private void mailer(XmlMachine xml, MailerLanguage mailer) throws MalformedFileException {
        refusal.require(
                xml.getAttempts() == 1, xml, "a second mailer would be a second paper with one PIN: attempts=\"1\"");
        refusal.require(
                xml.getSocket() == null || mailer.pins().size() == 1,
                xml.getPinMailer(),
                "over a socket a form has one mailer, since each card is said alone");
        refusal.require(!xml.isBinds(), xml, "a mailer is no plastic, so it binds none");
    }
}
