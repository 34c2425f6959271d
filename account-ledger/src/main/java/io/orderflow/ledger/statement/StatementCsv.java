package io.orderflow.ledger.statement;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;

/**
 * Writes the movements of a page as RFC 4180 has it: a line of names, then a line an entry. No value of ours has a comma,
 * a quote or a line break in it, nor begins with what a spreadsheet takes for a formula.
 */
final class StatementCsv extends AbstractHttpMessageConverter<Statement> {

    static final String MEDIA_TYPE = "text/csv";

    private static final String NAMES = "entryId,at,kind,amount,currency,debit,credit,reference,hash";
    private static final String END_OF_LINE = "\r\n";

    StatementCsv() {
        super(new MediaType(MediaType.parseMediaType(MEDIA_TYPE), StandardCharsets.UTF_8));
    }

    @Override
    protected boolean supports(Class<?> type) {
        return type == Statement.class;
    }

    @Override
    protected boolean canRead(@Nullable MediaType mediaType) {
        return false;
    }

    @Override
    protected Statement readInternal(Class<? extends Statement> type, HttpInputMessage input) {
        throw new UnsupportedOperationException("Statements are only written");
    }

    @Override
    protected void writeInternal(Statement page, HttpOutputMessage output) throws IOException {
        StringBuilder csv = new StringBuilder(NAMES).append(END_OF_LINE);
        page.items().forEach(entry -> csv.append(line(entry)).append(END_OF_LINE));
        output.getBody().write(csv.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String line(StatementEntry entry) {
        return String.join(",", entry.entryId(), entry.at().toString(), entry.kind().name(),
                entry.amount().amount().toPlainString(), entry.amount().currency(), entry.debit(), entry.credit(),
                entry.reference(), Objects.requireNonNullElse(entry.hash(), ""));
    }
}
