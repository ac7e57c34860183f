package org.cardwright.machine.queue;

import java.io.StringReader;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.cardwright.formats.xml.StrictXml;

/** Commands of a machine that stand in its definition as its manual has them. */
final class Commands {

    private Commands() {}

    /** True for nothing, and for any number of whole elements. */
    static boolean areWellFormed(String commands) {
        try {
            XMLStreamReader reader =
                    StrictXml.inputFactory().createXMLStreamReader(new StringReader("<all>" + commands + "</all>"));
            while (reader.hasNext()) {
                reader.next();
            }
            reader.close();
            return true;
        } catch (XMLStreamException malformed) {
            return false;
        }
    }
}
