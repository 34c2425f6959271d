package io.orderflow.service.web;

import io.orderflow.api.Text;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a text of a request obeys the rule of {@link Text}, which the description of the interface states; the
 * text may be absent.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD})
@Constraint(validatedBy = ReadableText.Validator.class)
public @interface ReadableText {

    String message() default "must have " + Text.RULE;

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** The validation framework makes and calls it, on any thread. Stateless. */
    final class Validator implements ConstraintValidator<ReadableText, String> {

        @Override
        public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
            return text == null || Text.isReadable(text);
        }
    }
}
