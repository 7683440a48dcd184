import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** A key or a secret that is told once: it stands here until the reader says it is kept. */
export function TellOnce({
  text,
  word,
  done,
}: {
  readonly text: string;
  readonly word: 'keyOnce' | 'secretOnce';
  readonly done: () => void;
}) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  return (
    <div className="key-once" role="status">
      <p className="warn" style={{ marginBottom: 8 }}>
        <b>{t(word)}</b>
      </p>
      <p className="row">
        <code className="hash" style={{ fontSize: 13 }}>
          {text}
        </code>
        <span className="sp" />
        <Button onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}>
          {t(copied ? 'copied' : 'copy')}
        </Button>
        <Button onClick={done}>{t('keyKept')}</Button>
      </p>
    </div>
  );
}
