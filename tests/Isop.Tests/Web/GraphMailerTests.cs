using System.Net;
using System.Text.Json;
using Azure.Core;
using Isop.Bot.Bezorging;
using Isop.Bot.Graph;
using Isop.Bot.Web.Mailing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Isop.Tests.Web;

public sealed class GraphMailerTests
{
    private static readonly Mail AMail = new()
    {
        To = "mia@school.example", Subject = "Je hebt twee taken", Html = "<p>Dag Mia</p>", Text = "Dag Mia", MessageId = "b-1",
    };

    [Fact]
    public async Task A_mail_is_one_call_to_sendMail_of_the_senders_mailbox()
    {
        var graph = new Graph(HttpStatusCode.Accepted);

        Assert.IsType<MailOutcome.Sent>(await graph.SendAsync(AMail));

        Assert.Equal("https://graph.microsoft.com/v1.0/users/isop@example.nl/sendMail", graph.Request!.RequestUri!.AbsoluteUri);
        Assert.Equal("Bearer token-for-https://graph.microsoft.com/.default", graph.Request.Headers.Authorization!.ToString());
        using var body = JsonDocument.Parse(graph.Body!);
        var message = body.RootElement.GetProperty("message");
        Assert.False(body.RootElement.GetProperty("saveToSentItems").GetBoolean());
        Assert.Equal("Je hebt twee taken", message.GetProperty("subject").GetString());
        Assert.Equal("html", message.GetProperty("body").GetProperty("contentType").GetString());
        Assert.Equal("<p>Dag Mia</p>", message.GetProperty("body").GetProperty("content").GetString());
        Assert.Equal("mia@school.example", message.GetProperty("toRecipients")[0].GetProperty("emailAddress").GetProperty("address").GetString());
        Assert.Equal("b-1", message.GetProperty("internetMessageHeaders")[0].GetProperty("value").GetString());
    }

    [Theory]
    [InlineData(400, "ErrorInvalidRecipients", nameof(MailOutcome.Refused))]
    [InlineData(400, "ErrorSomethingElse", nameof(MailOutcome.Refused))]
    [InlineData(400, null, nameof(MailOutcome.Refused))]
    [InlineData(413, null, nameof(MailOutcome.Refused))]
    [InlineData(401, null, nameof(MailOutcome.NoMailbox))]
    [InlineData(403, "ErrorAccessDenied", nameof(MailOutcome.NoMailbox))]
    [InlineData(404, "ErrorItemNotFound", nameof(MailOutcome.NoMailbox))]
    [InlineData(429, "ApplicationThrottled", nameof(MailOutcome.TryLater))]
    [InlineData(408, null, nameof(MailOutcome.Unknown))]
    [InlineData(500, null, nameof(MailOutcome.Unknown))]
    [InlineData(502, null, nameof(MailOutcome.Unknown))]
    [InlineData(503, null, nameof(MailOutcome.Unknown))]
    [InlineData(504, null, nameof(MailOutcome.Unknown))]
    public async Task Every_answer_means_one_thing(int status, string? code, string outcome)
    {
        var graph = new Graph((HttpStatusCode)status, code is null ? "<html>" : $$$"""{"error":{"code":"{{{code}}}","message":"x"}}""");

        Assert.Equal(outcome, (await graph.SendAsync(AMail)).GetType().Name);
    }

    [Theory]
    [InlineData("30", 30)]
    [InlineData("Mon, 23 Nov 2026 08:02:00 GMT", 120)]
    [InlineData("Mon, 23 Nov 2026 07:00:00 GMT", 0)]
    public async Task The_pause_that_Graph_asks_for_is_passed_on(string retryAfter, int seconds)
    {
        foreach (var status in new[] { HttpStatusCode.TooManyRequests, HttpStatusCode.ServiceUnavailable })
        {
            var outcome = await new Graph(status, retryAfter: retryAfter).SendAsync(AMail);
            Assert.Equal(TimeSpan.FromSeconds(seconds), Assert.IsType<MailOutcome.TryLater>(outcome).RetryAfter);
        }
    }

    [Fact]
    public async Task A_request_that_never_arrived_is_tried_again_and_one_that_may_have_is_unknown()
    {
        Assert.IsType<MailOutcome.NoMailbox>(
            await new Graph(new HttpRequestException(HttpRequestError.ConnectionError)).SendAsync(AMail));
        Assert.IsType<MailOutcome.Unknown>(await new Graph(new HttpRequestException(HttpRequestError.ResponseEnded)).SendAsync(AMail));
        Assert.IsType<MailOutcome.Unknown>(await new Graph(new TaskCanceledException("timed out")).SendAsync(AMail));
    }

    /// <summary>A mailer whose calls end here.</summary>
    private sealed class Graph : HttpMessageHandler, IHttpClientFactory
    {
        private readonly Exception? _failure;
        private readonly HttpStatusCode _status;
        private readonly string _answer;
        private readonly string? _retryAfter;

        public Graph(HttpStatusCode status, string answer = "", string? retryAfter = null) =>
            (_status, _answer, _retryAfter) = (status, answer, retryAfter);

        public Graph(Exception failure)
            : this(HttpStatusCode.OK) => _failure = failure;

        public HttpRequestMessage? Request { get; private set; }
        public string? Body { get; private set; }

        public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

        public async Task<MailOutcome> SendAsync(Mail mail)
        {
            var options = Options.Create(new MailOptions { Sender = "isop@example.nl" });
            var graph = new GraphClient(this, _ => new FixedToken(), options, new FakeTimeProvider(WebHost.Start));
            var mailer = new GraphMailer(graph, options, NullLogger<GraphMailer>.Instance);
            return await mailer.SendAsync(mail, TestContext.Current.CancellationToken);
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Request = request;
            Body = await request.Content!.ReadAsStringAsync(cancellationToken);
            if (_failure is not null)
            {
                throw _failure;
            }

            var response = new HttpResponseMessage(_status) { Content = new StringContent(_answer) };
            if (_retryAfter is not null)
            {
                response.Headers.TryAddWithoutValidation("Retry-After", _retryAfter);
            }

            return response;
        }
    }

    private sealed class FixedToken : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new("token-for-" + requestContext.Scopes[0], DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
