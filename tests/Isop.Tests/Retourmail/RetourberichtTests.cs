using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Isop.Bot.Retourmail;
using Isop.Core.Bezorging;
using Isop.Core.Register;

namespace Isop.Tests.Retourmail;

/// <summary>What a mail in the mailbox says, from the mail alone.</summary>
public sealed class RetourberichtTests
{
    private static readonly PersonId Person = PersonId.From(new Guid(7, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]));
    private static readonly string Bericht = Core.Bezorging.Bericht.NewId(new DateTimeOffset(2026, 11, 16, 9, 0, 0, TimeSpan.Zero), ["b"]);
    private static readonly string MessageId = $"{Bericht}.{Person}";

    [Theory]
    [InlineData("message/rfc822")]
    [InlineData("text/rfc822-headers")]
    public void A_report_names_the_message_by_our_own_header_and_the_code(string third)
    {
        var read = Read(Retourpost.Report(MessageId, status: "5.1.10", third: third));

        Assert.Equal(new Retourbericht.Terug(new RetourOver(Bericht, Person), "5.1.10"), read);
    }

    [Fact]
    public void Lines_end_as_they_like_and_the_message_may_be_in_base64_or_quoted_printable()
    {
        var crlf = Retourpost.Report(MessageId).ReplaceLineEndings("\r\n");
        Assert.Equal(new RetourOver(Bericht, Person), Assert.IsType<Retourbericht.Terug>(Read(crlf)).Over);

        var words = $"550 5.1.1 onbekend\r\n\r\nX-Isop-Bericht: {MessageId}\r\n";
        string[] encoded =
        [
            $"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n{Convert.ToBase64String(Encoding.ASCII.GetBytes(words), Base64FormattingOptions.InsertLineBreaks)}",
            $"Content-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\n550 5.1.1 =\nonbekend\nX-Isop-Bericht:=20{MessageId[..20]}=\n{MessageId[20..]}\n",
        ];
        Assert.All(encoded, e => Assert.Equal(new Retourbericht.Terug(new RetourOver(Bericht, Person), "5.1.1"), Read(e, isReported: false)));
    }

    [Fact]
    public void The_headers_may_stand_on_the_page_that_people_read()
    {
        var html = $"Content-Type: text/html\n\n<p>Remote server returned '550 5.7.1 no'</p><td>X-Isop-Bericht:</td>\n <td>{MessageId}</td>";

        Assert.Equal(new Retourbericht.Terug(new RetourOver(Bericht, Person), "5.7.1"), Read(html));
    }

    [Theory]
    [InlineData("delayed")]
    [InlineData("Delayed (will retry)")]
    [InlineData("delivered")]
    [InlineData("relayed")]
    [InlineData("expanded")]
    public void A_mail_that_is_late_or_arrived_did_not_come_back(string action)
    {
        Assert.IsType<Retourbericht.Geen>(Read(Retourpost.Report(MessageId, action, "4.4.7")));
        Assert.IsType<Retourbericht.Geen>(Read(Retourpost.Report(MessageId, action, "4.4.7"), isReported: false));
    }

    [Fact]
    public void The_other_side_is_more_exact_than_a_code_that_says_nothing()
    {
        Assert.Equal("5.2.2", CodeOf(Retourpost.Report(MessageId, status: "5.0.0", diagnostic: "smtp;552 5.2.2 mailbox full")));
        Assert.Equal("5.1.1", CodeOf(Retourpost.Report(MessageId, status: "onbekend", diagnostic: "smtp;550-5.1.1 The account\n does not exist")));
        Assert.Equal("5.0.0", CodeOf(Retourpost.Report(MessageId, status: "5.0.0", diagnostic: "smtp;554 no")));
        Assert.Equal("5.4.310", CodeOf(Retourpost.Report(MessageId, status: "5.4.310", diagnostic: "smtp;550 5.7.1 no")));
    }

    [Fact]
    public void A_report_without_our_header_is_one_all_the_same()
    {
        Assert.Equal(new Retourbericht.Terug(null, "5.1.10"), Read(Retourpost.Report(null)));
        Assert.Equal(new Retourbericht.Terug(null, null), Read("Subject: kapot\n\n"));
    }

    [Theory]
    [InlineData("Content-Type: text/plain\n\nIk ben er niet tot 5.1.2027, bel 550 12 34.")]
    [InlineData("Content-Type: text/plain\n\nUw mail met 550 5.1.1 is gelezen.")]
    [InlineData("")]
    public void A_mail_in_words_without_our_header_and_a_code_is_none(string mail) =>
        Assert.IsType<Retourbericht.Geen>(Read(mail, isReported: false));

    [Fact]
    public void An_out_of_office_that_quotes_our_mail_is_none() =>
        Assert.IsType<Retourbericht.Geen>(Read($"Auto-Submitted: auto-replied\n\nIk ben afwezig.\n\nX-Isop-Bericht: {MessageId}\n", isReported: false));

    [Theory]
    [InlineData("link-0123456789abcdef0123456789abcdef")]
    [InlineData("0638990000000000000-12345678.")]
    [InlineData("0638990000000000000-12345678.00000000000000000000000000000000")]
    [InlineData("../../iets")]
    public void A_header_that_is_no_message_of_ours_names_none(string header) =>
        Assert.Null(Assert.IsType<Retourbericht.Terug>(Read(Retourpost.Report(header))).Over);

    [Theory]
    [InlineData("5.1.1", "het e-mailadres bestaat niet.")]
    [InlineData("5.1.10", "het e-mailadres bestaat niet.")]
    [InlineData("5.4.1", "het e-mailadres bestaat niet.")]
    [InlineData("5.4.310", "het e-mailadres bestaat niet.")]
    [InlineData("5.2.2", "het postvak is vol.")]
    [InlineData("4.2.2", "het postvak is vol.")]
    [InlineData("5.2.1", "het postvak is gesloten.")]
    [InlineData("5.2.3", "de mail is te groot voor dit postvak.")]
    [InlineData("5.7.1", "de mailserver van deze persoon weigerde onze mail.")]
    [InlineData("5.7.133", "de mailserver van deze persoon weigerde onze mail.")]
    [InlineData("5.1.8", "de mailserver weigerde onze mail.")]
    [InlineData("4.4.7", "de mailserver van deze persoon was dagenlang niet bereikbaar.")]
    [InlineData("5.0.0", "de mail kwam terug.")]
    [InlineData("5", "de mail kwam terug.")]
    [InlineData(null, "de mail kwam terug.")]
    public void The_bureau_reads_why_in_its_own_words(string? code, string reason) =>
        Assert.Equal($"Bericht niet aangekomen: {reason}", Retourreden.Of(code));

    [Property(MaxTest = 500)]
    public Property Whatever_a_stranger_sends_nothing_is_thrown()
    {
        var report = Retourpost.Report(MessageId);
        var cut = from lines in Gen.Shuffle(report.Split('\n'))
                  from length in Gen.Choose(0, report.Length)
                  select string.Join('\n', lines)[..length];
        return Prop.ForAll(cut.ToArbitrary(), mail => Read(mail, isReported: false) is Retourbericht.Geen or Retourbericht.Terug);
    }

    [Fact]
    public void Parts_in_parts_without_end_are_read_so_far_and_no_further()
    {
        var deep = string.Concat(Enumerable.Range(0, 5_000).Select(i => $"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n"));

        Assert.IsType<Retourbericht.Geen>(Read(deep, isReported: false));
        Assert.Empty(MimeDelen.Of(Encoding.ASCII.GetBytes(deep)));
    }

    private static string? CodeOf(string mail) => Assert.IsType<Retourbericht.Terug>(Read(mail)).Code;

    private static Retourbericht Read(string mail, bool isReported = true) => Retourlezing.Read(Encoding.UTF8.GetBytes(mail), isReported);
}
