package io.orderflow.console.page;

import io.orderflow.console.access.SignInCheck;
import io.orderflow.console.api.ProcessWide;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.thymeleaf.cache.StandardCacheManager;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.expression.SPELVariableExpressionEvaluator;
import org.thymeleaf.spring6.templateresolver.SpringResourceTemplateResolver;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;
import org.thymeleaf.templatemode.TemplateMode;

/** Sets up the templates and the files of the pages. The framework calls it once, at the start. */
@Configuration(proxyBeanMethods = false)
@Import({ShellAdvice.class, ProblemAdvice.class, SessionController.class, StateController.class})
public class PageConfiguration implements WebMvcConfigurer {

    private static final String UTF_8 = "UTF-8";
    /** More than there are: the pages, and the fragments that they name. */
    private static final int MAX_TEMPLATES = 500;
    private static final int MAX_EXPRESSIONS = 5_000;

    private final SignInCheck signIn;

    PageConfiguration(SignInCheck signIn) {
        this.signIn = signIn;
    }

    @Bean
    Show show() {
        return new Show(Clock.systemUTC());
    }

    @Bean(DispatcherServlet.FLASH_MAP_MANAGER_BEAN_NAME)
    Notices notices() {
        return new Notices();
    }

    /** The pages are of one directory, and are parsed once. */
    @Bean
    ThymeleafViewResolver templates(ApplicationContext context, Show show) {
        SpringResourceTemplateResolver files = new SpringResourceTemplateResolver();
        files.setApplicationContext(context);
        files.setPrefix("classpath:/io/orderflow/console/templates/");
        files.setSuffix(".html");
        files.setTemplateMode(TemplateMode.HTML);
        files.setCharacterEncoding(UTF_8);
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setCacheManager(keepingAll());
        // What an expression has looked up a hundred times becomes a class, where the types that it meets are public.
        ProcessWide.start(() -> Objects.requireNonNull(SPELVariableExpressionEvaluator.INSTANCE));
        engine.setEnableSpringELCompiler(true);
        engine.addDialect(new PartsDialect(new Parts(show)));
        engine.setTemplateResolver(files);
        ThymeleafViewResolver resolver = new ThymeleafViewResolver();
        resolver.setTemplateEngine(engine);
        resolver.setCharacterEncoding(UTF_8);
        // A page that fails halfway becomes the page of an error, and a form may still begin a session.
        resolver.setProducePartialOutputWhileProcessing(false);
        return resolver;
    }

    /** Usually a collection of the heap empties them, and all is parsed and compiled anew. */
    private static StandardCacheManager keepingAll() {
        StandardCacheManager caches = new StandardCacheManager();
        caches.setTemplateCacheMaxSize(MAX_TEMPLATES);
        caches.setTemplateCacheUseSoftReferences(false);
        caches.setExpressionCacheMaxSize(MAX_EXPRESSIONS);
        caches.setExpressionCacheUseSoftReferences(false);
        return caches;
    }

    /** Named in the page with a version, so that a browser may keep them. */
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/assets/**")
                .addResourceLocations(Assets.locations())
                .setCacheControl(CacheControl.maxAge(Duration.ofDays(30)).cachePublic().immutable());
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(signIn);
    }
}
