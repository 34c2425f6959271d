package io.orderflow.service.stage;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says, on a controller that sends commands or on one of its methods, where the effect of the commands is to be seen,
 * for clients that wait for it with {@code Command-Wait}. Paths are templates. Their variables are those of the
 * request's path, those of the answer's {@code Location} where that is the document, and the fields of the command.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Changes {

    /** The read models that show the command's effect once it is projected. */
    String[] readModels();

    /** The path of the changed document, such as {@code /orders/{orderId}}. */
    String document();

    /** The process that the command has begun; at most one. */
    Process[] process() default {};

    /** A process, whose documents show the step that it has reached. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target({})
    @interface Process {

        /** The read model of such processes. */
        String readModel();

        /** The path of one such process, such as {@code /sagas/{orderId}}. */
        String document();

        /** The variable that is the key of the process's document. */
        String key();

        /** The steps at which the process has come to rest after this command. */
        String[] rests();
    }
}
