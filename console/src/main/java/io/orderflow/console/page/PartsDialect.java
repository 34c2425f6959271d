package io.orderflow.console.page;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.dialect.AbstractProcessorDialect;
import org.thymeleaf.model.IModel;
import org.thymeleaf.model.IProcessableElementTag;
import org.thymeleaf.processor.IProcessor;
import org.thymeleaf.processor.element.AbstractElementTagProcessor;
import org.thymeleaf.processor.element.IElementTagStructureHandler;
import org.thymeleaf.standard.StandardDialect;
import org.thymeleaf.standard.expression.StandardExpressions;
import org.thymeleaf.templatemode.TemplateMode;

/**
 * The parts of rows as elements of the templates, such as {@code <part:time at="${order.placedAt}"/>}. A fragment of a
 * template does the same at twenty times the cost, and a list has hundreds of them.
 *
 * <p>The engine calls it on the threads of requests. Stateless.
 */
final class PartsDialect extends AbstractProcessorDialect {

    private static final String PREFIX = "part";
    private static final int LAST = 100_000;

    private final Map<String, Function<Attributes, String>> parts;

    PartsDialect(Parts parts) {
        super("Parts", PREFIX, StandardDialect.PROCESSOR_PRECEDENCE);
        this.parts = Map.of(
                "time", tag -> parts.time((Instant) tag.value("at")),
                "status", tag -> parts.status(tag.text("of")),
                "id", tag -> parts.id(tag.text("of")),
                "link", tag -> parts.link(String.valueOf(tag.text("of")), String.valueOf(tag.text("to"))),
                "change", tag -> parts.change(String.valueOf(tag.text("of")), tag.text("before"), tag.text("after")));
    }

    @Override
    public Set<IProcessor> getProcessors(String prefix) {
        return Set.copyOf(parts.entrySet().stream().map(part -> new Part(part.getKey(), part.getValue())).toList());
    }

    /** The values of an element's attributes. */
    private record Attributes(ITemplateContext context, IProcessableElementTag tag) {

        @Nullable
        Object value(String attribute) {
            return StandardExpressions.getExpressionParser(context.getConfiguration())
                    .parseExpression(context, tag.getAttributeValue(attribute))
                    .execute(context);
        }

        @Nullable
        String text(String attribute) {
            Object value = value(attribute);
            return value == null ? null : value.toString();
        }
    }

    /** An element that is replaced by a text, in which nothing is left to be done. */
    private static final class Part extends AbstractElementTagProcessor {

        private final Function<Attributes, String> text;

        Part(String name, Function<Attributes, String> text) {
            super(TemplateMode.HTML, PREFIX, name, true, null, false, LAST);
            this.text = text;
        }

        @Override
        protected void doProcess(ITemplateContext context, IProcessableElementTag tag,
                IElementTagStructureHandler structure) {
            IModel written = context.getModelFactory().createModel();
            written.add(context.getModelFactory().createText(text.apply(new Attributes(context, tag))));
            structure.replaceWith(written, false);
        }
    }
}
