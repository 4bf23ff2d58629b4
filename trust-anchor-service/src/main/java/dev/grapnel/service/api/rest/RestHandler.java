package dev.grapnel.service.api.rest;

import dev.grapnel.protocol.signing.MalformedRequestException;
import dev.grapnel.protocol.signing.QueryString;
import dev.grapnel.service.api.Answers;
import dev.grapnel.service.api.CallPipeline;
import dev.grapnel.service.api.MalformedInputException;
import dev.grapnel.service.api.WireError;
import dev.grapnel.service.api.WireError.Dialect;
import dev.grapnel.service.http.HttpHandler;
import dev.grapnel.service.http.HttpRequest;
import dev.grapnel.service.http.HttpResponse;
import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Serves the operations of one REST-JSON service. Thread-safe. */
public final class RestHandler implements HttpHandler {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final String service;
  private final RouteTable routes;
  private final CallPipeline pipeline;

  /**
   * @param service as in the signature's scope
   */
  public RestHandler(String service, List<RestOperation> operations, CallPipeline pipeline) {
    this.service = service;
    this.routes = new RouteTable(operations);
    this.pipeline = pipeline;
  }

  @Override
  public HttpResponse handle(HttpRequest request) {
    try {
      Optional<RouteTable.Match> match =
          routes.find(request.method(), PathSegments.parse(request.rawPath()));
      return match.isEmpty()
          ? Answers.json(
              WireError.unknownOperation("No operation has this method and path", Dialect.REST),
              request.requestId())
          : handle(request, match.get());
    } catch (MalformedInputException e) {
      return refusal(e.denial(), request);
    }
  }

  private HttpResponse handle(HttpRequest request, RouteTable.Match match) {
    RestOperation operation = match.operation();
    Verdict<JsonAnswer> verdict =
        pipeline.carryOut(
            request,
            service,
            operation.name(),
            Dialect.REST,
            caller ->
                operation
                    .reader()
                    .read(caller, new RestRequest(match.labels(), query(request), request.body())));
    return switch (verdict) {
      case Verdict.Passed<JsonAnswer> passed ->
          Answers.json(operation.status(), body(passed.value()), request.requestId());
      case Verdict.Refused<JsonAnswer> refused -> refusal(refused.denial(), request);
    };
  }

  private static QueryString query(HttpRequest request) throws MalformedInputException {
    try {
      return QueryString.parse(request.rawQuery());
    } catch (MalformedRequestException e) {
      throw new MalformedInputException(e);
    }
  }

  private static byte[] body(JsonAnswer answer) {
    ByteArrayOutputStream body = new ByteArrayOutputStream(1_024);
    try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), body)) {
      out.writeStartObject();
      answer.writeMembers(out);
      out.writeEndObject();
    }
    return body.toByteArray();
  }

  private static HttpResponse refusal(Denial denial, HttpRequest request) {
    return Answers.json(WireError.of(denial, Dialect.REST), request.requestId());
  }
}
