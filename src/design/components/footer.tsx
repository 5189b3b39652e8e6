import { type Content, has } from './content.ts'

/** The foot of a page: how to reach the charity, and the pages that every service has. */
export function Footer(props: {
  links?: readonly ({ href: string; text: string } | false | undefined)[] | undefined
  linksHeading?: string | undefined
  /** Between the links and the last line. */
  text?: Content
  /** The last line: who this is. */
  owner?: Content
}) {
  return (
    <footer class="nhsuk-footer" role="contentinfo">
      <div class="nhsuk-width-container">
        <div class="nhsuk-footer__meta">
          {props.links && (
            <>
              <h2 class="nhsuk-u-visually-hidden">{props.linksHeading ?? 'Support links'}</h2>
              <ul class="nhsuk-footer__list">
                {props.links.map(
                  (link) =>
                    link && (
                      <li class="nhsuk-footer__list-item">
                        <a class="nhsuk-footer__list-item-link" href={link.href}>
                          {link.text}
                        </a>
                      </li>
                    ),
                )}
              </ul>
            </>
          )}
          {typeof props.text === 'string' ? <p class="nhsuk-body-s">{props.text}</p> : props.text}
          {typeof props.owner === 'string' && has(props.owner) ? (
            <p class="nhsuk-body-s">{props.owner}</p>
          ) : (
            props.owner
          )}
        </div>
      </div>
    </footer>
  )
}
