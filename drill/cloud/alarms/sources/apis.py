"""AWS/ApiGateway: every request of an HTTP or a REST API, by API, by stage, and by route where the stage asks for it.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
"""

import time

MEASURED = {"AWS/ApiGateway": ("Count", "4xx", "5xx", "4XXError", "5XXError", "Latency")}


def install(replace) -> None:
    from ministack.services import apigateway, apigateway_v1

    replace(apigateway, "handle_execute", _http_api)
    replace(apigateway_v1, "handle_execute", _rest_api)


def _http_api(execute):
    async def counted(api_id, stage, path, method, *rest, **named):
        began = time.monotonic()
        response = await execute(api_id, stage, path, method, *rest, **named)
        dimensions = [{"ApiId": api_id}, {"ApiId": api_id, "Stage": stage}]
        route = _detailed_route(api_id, stage, path, method)
        if route is not None:
            dimensions.append({"ApiId": api_id, "Stage": stage, "Method": route[0], "Resource": route[1]})
        _count(response[0], began, dimensions, ("4xx", "5xx"))
        return response

    return counted


def _detailed_route(api_id: str, stage: str, path: str, method: str):
    """Method and path of the route, where the stage measures it by itself; its settings replace those of the stage."""
    from ministack.services import apigateway

    scope = apigateway.find_api_scope(api_id)
    if scope is None:
        return None
    settings = (apigateway._stages.get_scoped(*scope, api_id) or {}).get(stage) or {}
    with _scoped(scope):
        route = apigateway._match_route(api_id, method, "/" + path.lstrip("/")) or {}
    key = route.get("routeKey", "")
    own = (settings.get("routeSettings") or {}).get(key) or settings.get("defaultRouteSettings") or {}
    parts = key.split(" ", 1)
    return parts if len(parts) == 2 and _is_on(own) else None


def _scoped(scope):
    from ministack.core.responses import request_scope

    return request_scope(*scope)


def _is_on(settings) -> bool:
    """CloudFormation's spelling or the API's."""
    value = settings.get("DetailedMetricsEnabled", settings.get("detailedMetricsEnabled", False))
    return str(value).lower() == "true"


def _rest_api(execute):
    async def counted(api_id, stage_name, *rest, **named):
        began = time.monotonic()
        response = await execute(api_id, stage_name, *rest, **named)
        name = _name_of(api_id)
        if name is not None:
            _count(response[0], began, [{"ApiName": name}, {"ApiName": name, "Stage": stage_name}], ("4XXError", "5XXError"))
        return response

    return counted


def _name_of(api_id: str):
    from ministack.services import apigateway_v1

    scope = apigateway_v1.find_api_scope(api_id)
    return (apigateway_v1._rest_apis.get_scoped(*scope, api_id) or {}).get("name") if scope else None


def _count(status: int, began: float, dimension_sets, names) -> None:
    from ministack.services import cloudwatch

    client_error, server_error = names
    latency = (time.monotonic() - began) * 1000
    for dimensions in dimension_sets:
        cloudwatch.record_metric("AWS/ApiGateway", "Count", 1, "Count", dimensions)
        cloudwatch.record_metric("AWS/ApiGateway", client_error, int(400 <= status < 500), "Count", dimensions)
        cloudwatch.record_metric("AWS/ApiGateway", server_error, int(status >= 500), "Count", dimensions)
        cloudwatch.record_metric("AWS/ApiGateway", "Latency", latency, "Milliseconds", dimensions)
