using System.ComponentModel.DataAnnotations;

namespace Isop.Bot.Agenda;

/// <summary>Settings of appointments in Outlook, section "Isop:Agenda". Without them nothing goes to Outlook and everything else works.</summary>
public sealed class AgendaOptions
{
    public const string Section = "Isop:Agenda";

    /// <summary>Whether appointments are kept in the calendar of who organises them. Needs Calendars.ReadWrite on those mailboxes (docs/graph.md).</summary>
    public bool Outlook { get; set; }

    /// <summary>How many minutes ahead Outlook reminds; 0 is not at all.</summary>
    [Range(0, 7 * 24 * 60)]
    public int Herinnering { get; set; } = 60;
}
