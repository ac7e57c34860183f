package org.cardwright.machine.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.cardwright.machine.terminal.HtmlPage.Cell;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** Whatever stands in a text, it stays a text. */
class HtmlPageTest {

    private static final String HOSTILE = "</td><script>alert('x')</script>&\"<img src=x onerror=1>\u0000\uD800\uFFFE";

    static Document parsed(String html) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(html)));
    }

    @Test
    void a_hostile_text_makes_no_element_and_no_attribute() throws Exception {
        String html = new HtmlPage(HOSTILE)
                .heading(HOSTILE)
                .paragraph(HOSTILE)
                .lines(List.of(HOSTILE))
                .table(HOSTILE)
                .row(List.of(new Cell(HOSTILE, HOSTILE, HOSTILE)))
                .endTable()
                .html();
        Document page = parsed(html);
        assertThat(page.getElementsByTagName("script").getLength()).isZero();
        assertThat(page.getElementsByTagName("img").getLength()).isZero();
        assertThat(page.getElementsByTagName("td").getLength()).isEqualTo(1);
        assertThat(page.getElementsByTagName("h2").item(0).getTextContent())
                .startsWith("</td><script>alert('x')</script>&\"<img src=x onerror=1>");
        assertThat(html).doesNotContain("<script", "<img", "\u0000");
    }

    @Test
    void nothing_is_loaded_from_elsewhere() {
        assertThat(new HtmlPage("a").html())
                .contains("default-src 'none'")
                .doesNotContainPattern("(src|href)=")
                .doesNotContain("url(", "@import");
    }
}
