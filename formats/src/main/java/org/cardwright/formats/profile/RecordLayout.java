package org.cardwright.formats.profile;

import java.util.List;
import java.util.Set;
import org.cardwright.formats.emv.RecordAddress;

/**
 * One record of a linear file: which data elements it holds and who reads it.
 *
 * <p>EMV 4.4 Book 1, 10.4; Book 3, 10.2 and 10.3.
 *
 * @param address where it lies
 * @param signed true when the record takes part in offline data authentication
 * @param interfaces through which terminals are told to read it
 * @param tags content in order
 */
public record RecordLayout(RecordAddress address, boolean signed, Set<CardInterface> interfaces, List<TagNode> tags) {

    /** Copies the collections. */
    public RecordLayout {
        interfaces = Set.copyOf(interfaces);
        tags = List.copyOf(tags);
        if (interfaces.isEmpty()) {
            throw new IllegalArgumentException("a record is read on one interface at least");
        }
    }

    /** Its data grouping: SFI and record number. EMV CPS 2.0, annex A. */
    public int dgi() {
        return address.sfi() << 8 | address.record();
    }

    /** Whose values it holds when an element differs between the interfaces: contact when it is read there. */
    public CardInterface valuesOf() {
        return interfaces.contains(CardInterface.CONTACT) ? CardInterface.CONTACT : CardInterface.CONTACTLESS;
    }
}
