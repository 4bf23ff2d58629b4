package dev.grapnel.service.api.query;

import dev.grapnel.service.api.Answers;
import dev.grapnel.service.api.CallPipeline;
import dev.grapnel.service.api.MalformedInputException;
import dev.grapnel.service.api.TextRule;
import dev.grapnel.service.api.WireError;
import dev.grapnel.service.api.WireError.Dialect;
import dev.grapnel.service.api.XmlText;
import dev.grapnel.service.http.HttpHandler;
import dev.grapnel.service.http.HttpRequest;
import dev.grapnel.service.http.HttpResponse;
import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import java.util.List;
import java.util.Optional;

/** Serves the query protocol's services on one path. Thread-safe. */
public final class QueryHandler implements HttpHandler {
  private static final TextRule NAME = TextRule.length(1, 128);

  private final List<QueryService> services;
  private final CallPipeline pipeline;

  public QueryHandler(List<QueryService> services, CallPipeline pipeline) {
    this.services = List.copyOf(services);
    this.pipeline = pipeline;
  }

  private record Target(QueryService service, QueryOperation operation) {}

  @Override
  public HttpResponse handle(HttpRequest request) {
    if (!request.method().equals("POST") && !request.method().equals("GET")) {
      return unknownOperation("IAM and STS are asked with POST or GET", request);
    }
    try {
      QueryParameters parameters = QueryParameters.parse(request.rawQuery(), request.body());
      Optional<Target> target = target(parameters);
      return target.isEmpty()
          ? unknownOperation("No service has this Action in this Version", request)
          : handle(request, target.get(), parameters);
    } catch (MalformedInputException e) {
      return refusal(e.denial(), Optional.empty(), request);
    }
  }

  /** By action and version; a version that is left out is the only one that has the action. */
  private Optional<Target> target(QueryParameters parameters) throws MalformedInputException {
    Optional<String> version = parameters.text("Version", NAME);
    String action = parameters.requiredText("Action", NAME);
    return services.stream()
        .filter(service -> version.isEmpty() || version.get().equals(service.version()))
        .flatMap(
            service -> service.operation(action).stream().map(found -> new Target(service, found)))
        .findFirst();
  }

  private HttpResponse handle(HttpRequest request, Target target, QueryParameters parameters) {
    Verdict<XmlAnswer> verdict =
        pipeline.carryOut(
            request,
            target.service().name(),
            target.operation().action(),
            Dialect.QUERY,
            caller -> target.operation().reader().read(caller, parameters));
    return switch (verdict) {
      case Verdict.Passed<XmlAnswer> passed ->
          Answers.xml(
              200, document(target, passed.value(), request.requestId()), request.requestId());
      case Verdict.Refused<XmlAnswer> refused ->
          refusal(refused.denial(), Optional.of(target.service().namespace()), request);
    };
  }

  private static String document(Target target, XmlAnswer answer, String requestId) {
    String response = target.operation().action() + "Response";
    String result = target.operation().action() + "Result";
    XmlText xml = XmlText.document(response, Optional.of(target.service().namespace()));
    if (target.operation().hasResult()) {
      xml.open(result);
      answer.writeElements(xml);
      xml.close(result);
    }
    return xml.open("ResponseMetadata")
        .element("RequestId", requestId)
        .close("ResponseMetadata")
        .close(response)
        .toString();
  }

  private static HttpResponse unknownOperation(String message, HttpRequest request) {
    return Answers.xml(
        WireError.unknownOperation(message, Dialect.QUERY), Optional.empty(), request.requestId());
  }

  private static HttpResponse refusal(
      Denial denial, Optional<String> namespace, HttpRequest request) {
    return Answers.xml(WireError.of(denial, Dialect.QUERY), namespace, request.requestId());
  }
}
