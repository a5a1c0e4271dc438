using Isop.Bot.Cards;
using Isop.Bot.Web.Links;
using Isop.Core.Register;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Tussenevaluaties.Paginas;

/// <summary>
/// Where the pages of a case are, and how a person gets there: who presses a button in the browser has a session and gets the
/// address itself, who does so in Teams gets a link that works once.
/// </summary>
internal sealed class PaginaAdres(IOptions<Web.WebOptions> options, MailedLinks links)
{
    private const string Root = "/tussenevaluatie";

    public static string Vergelijking(string zaak) => $"{Root}/{zaak}";

    public static string Mijn(string zaak) => $"{Root}/{zaak}/mijn";

    /// <summary>The same as a file.</summary>
    public static string Pdf(string pagina) => $"{pagina}/tussenevaluatie.pdf";

    public async ValueTask<Uri> LinkAsync(PersonId person, string path, Door door, DateTimeOffset now, CancellationToken cancellationToken) =>
        door == Door.Web ? new Uri(options.Value.PublicUrl, path) : await links.CreateAsync(person, path, now, cancellationToken);
}
